import type { House } from '#kernel/context.js';
import type { IdentifyStrategy, Listener, Module } from '#kernel/module.js';
import { tokenEntities } from './api-token.entity.js';
import { ApiTokenResolver } from './api-token.resolver.js';
import { ApiTokenService } from './api-token.service.js';
import { identifyByApiToken } from './identify.js';
import { tellOfToken } from './letters.js';
import { LiveTokens } from './live-tokens.js';
import { personal } from './personal.js';
import { standingOf } from './standing.js';
import './vocabulary.js';

declare module '#kernel/context.js' {
  interface Services {
    tokens: ApiTokenService;
  }
}

const live = new WeakMap<House, LiveTokens>();

function liveOf(house: House): LiveTokens {
  let found = live.get(house);
  if (!found) live.set(house, (found = new LiveTokens(house)));
  return found;
}

/** What programs come in with: API tokens of people. Before `sessions`, which refuses every bearer token that is none of its own. */
export const tokens = {
  name: 'tokens',
  needs: ['users'],
  entities: tokenEntities,
  resolvers: [ApiTokenResolver],
  services: (context) => new ApiTokenService(context),
  identify: (house): IdentifyStrategy => identifyByApiToken(house, liveOf(house)),
  standing: standingOf,
  personal,
  listeners: (house): Listener[] => [tellOfToken(house)],
  followers: (house): Listener[] => [(fact) => liveOf(house).hear(fact)],
} satisfies Module<'tokens'>;
