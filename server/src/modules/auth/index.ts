import type { Context } from '#kernel/context.js';
import type { Listener, Module } from '#kernel/module.js';
import { AuthResolver } from './auth.resolver.js';
import { AuthService } from './auth.service.js';
import { authEntities } from './credential.entity.js';
import { Devices } from './devices.js';
import { forgetGuesses, GuessLimits } from './guesses.js';
import { tellOfChangedPassword } from './letters.js';
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

function openAuth(context: Context): AuthService {
  const devices = new Devices(context);
  return new AuthService(context, new PasswordService(context, new GuessLimits(context, devices)), devices);
}

/** Who can prove it: passwords, sign-up and sign-in. */
export const auth = {
  name: 'auth',
  needs: ['users', 'sessions'],
  settings: { definitions, read },
  entities: authEntities,
  resolvers: [AuthResolver],
  services: openAuth,
  listeners: (house): Listener[] => [tellOfChangedPassword(house)],
  followers: (house): Listener[] => [
    ({ type, actorId }) => {
      if (type === 'user.password_changed' && actorId) forgetGuesses(house.ports.limiter, actorId);
    },
  ],
} satisfies Module<'auth'>;
