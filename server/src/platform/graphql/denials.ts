import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type GraphQLError } from 'graphql';
import type { Context } from '#kernel/context.js';
import { AppError } from '#kernel/errors.js';
import { appErrorIn } from './mask.js';

/** Enough to see that somebody tries doors, too little to fill the journal. */
const noted = { tries: 10, perSeconds: 60 };

function fieldOf({ nodes }: GraphQLError): string {
  const [node] = nodes ?? [];
  return node?.kind === Kind.FIELD ? node.name.value : '';
}

/** Whoever has just lost what they were allowed is told so, and the journal has it from whoever took it. */
function passOverLostStanding(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

/** Records that somebody who is signed in asked for what they may not do, with what was missing (ASVS 16.3.2). */
export const recordDenials: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue: { change, identity, ports } }) => {
      if (identity.kind !== 'user') return;
      for (const error of errors) {
        const refusal = appErrorIn(error);
        if (refusal?.code !== 'FORBIDDEN') continue;
        if ((await ports.limiter.take(`denied:${identity.id}`, noted)) !== null) return;
        const facts = { field: fieldOf(error), requires: refusal.details.requires?.join(' ') ?? '' };
        const recorded = change(async (unit) =>
          unit.record('access.denied', { subject: `user:${identity.id}`, facts }),
        );
        await recorded.catch(passOverLostStanding);
      }
    },
  }),
};
