import type { House } from '#kernel/context.js';
import type { IdentifyStrategy, Listener, Module } from '#kernel/module.js';
import { identifyByAccessToken, identifyByRefreshToken } from './identify.js';
import { tellOfReplay } from './letters.js';
import { LiveSessions } from './live-sessions.js';
import { personal } from './personal.js';
import { sessionEntities } from './session.entity.js';
import { SessionResolver } from './session.resolver.js';
import { SessionService } from './session.service.js';
import { definitions, read, type SessionSettings } from './settings.js';
import { standingOf } from './standing.js';

export { deliver } from './deliver.js';
export type { IssuedTokens } from './session.service.js';
export { AuthPayload, TokenTransport } from './session.type.js';
export { countLiveSessions } from './session.views.js';

declare module '#kernel/context.js' {
  interface Services {
    sessions: SessionService;
  }
  interface ModuleSettings {
    sessions: SessionSettings;
  }
}

const live = new WeakMap<House, LiveSessions>();

function liveOf(house: House): LiveSessions {
  let found = live.get(house);
  if (!found) live.set(house, (found = new LiveSessions(house)));
  return found;
}

/** Who is remembered: devices, tokens, and the identity behind an access token. */
export const sessions = {
  name: 'sessions',
  needs: ['users'],
  settings: { definitions, read },
  entities: sessionEntities,
  personal,
  resolvers: [SessionResolver],
  services: (context) => new SessionService(context),
  identify: (house): IdentifyStrategy => {
    const [byAccessToken, byRefreshToken] = [
      identifyByAccessToken(house, liveOf(house)),
      identifyByRefreshToken(house),
    ];
    return async (credentials, requestId) =>
      (await byAccessToken(credentials, requestId)) ?? byRefreshToken(credentials, requestId);
  },
  standing: standingOf,
  listeners: (house): Listener[] => [tellOfReplay(house)],
  followers: (house): Listener[] => [(fact) => liveOf(house).hear(fact)],
} satisfies Module<'sessions'>;
