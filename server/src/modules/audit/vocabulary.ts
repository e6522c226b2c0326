import { defineScopes } from '#kernel/scopes.js';

defineScopes({ 'audit:read': 'Read the journal and verify it.' });
