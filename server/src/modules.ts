import type { Module } from '#kernel/module.js';
import { admin } from '#modules/admin/index.js';
import { audit } from '#modules/audit/index.js';
import { auth } from '#modules/auth/index.js';
import { erasure } from '#modules/erasure/index.js';
import { exports } from '#modules/exports/index.js';
import { sessions } from '#modules/sessions/index.js';
import { tokens } from '#modules/tokens/index.js';
import { users } from '#modules/users/index.js';
import { vault } from '#modules/vault/index.js';

/** The modules of this house: one line each, neighbours before those that need them. */
export const modules: readonly Module[] = [users, tokens, sessions, auth, vault, erasure, exports, admin, audit];
