import type { Module } from '#kernel/module.js';
import { AuthResolver } from './auth.resolver.js';
import { AuthService } from './auth.service.js';
import { authEntities } from './credential.entity.js';
import { PasswordService } from './password.service.js';
import { definitions, read, type AuthSettings } from './settings.js';

declare module '#kernel/context.js' {
  interface Services {
    auth: AuthService;
  }
  interface ModuleSettings {
    auth: AuthSettings;
  }
}

/** Who can prove it: passwords, sign-up and sign-in. */
export const auth = {
  name: 'auth',
  needs: ['users', 'sessions'],
  settings: { definitions, read },
  entities: authEntities,
  resolvers: [AuthResolver],
  services: (context) => new AuthService(context, new PasswordService(context)),
} satisfies Module<'auth'>;
