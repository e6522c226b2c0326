import type { Context } from '#kernel/context.js';
import type { Listener, Module } from '#kernel/module.js';
import { AuthResolver } from './auth.resolver.js';
import { AuthService } from './auth.service.js';
import { authEntities } from './credential.entity.js';
import { Departures, endSweep, startSweep } from './departures.js';
import { Devices } from './devices.js';
import { forgetGuesses, GuessLimits } from './guesses.js';
import { tellOfChangedPassword, tellOfDeparture } from './letters.js';
import { PasswordService } from './password.service.js';
import { personal } from './personal.js';
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
  const passwords = new PasswordService(context, new GuessLimits(context, devices));
  return new AuthService(context, passwords, devices, new Departures(context));
}

/** Who can prove it: passwords, sign-up and sign-in. */
export const auth = {
  name: 'auth',
  needs: ['users', 'tokens', 'sessions'],
  settings: { definitions, read },
  entities: authEntities,
  personal,
  resolvers: [AuthResolver],
  services: openAuth,
  listeners: (house): Listener[] => [tellOfChangedPassword(house), tellOfDeparture(house)],
  followers: (house): Listener[] => [
    ({ type, actorId }) => {
      if (type === 'user.password_changed' && actorId) forgetGuesses(house.ports.limiter, actorId);
    },
  ],
  opened: startSweep,
  closing: endSweep,
} satisfies Module<'auth'>;
