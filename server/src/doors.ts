import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context, House } from '#kernel/context.js';
import { visitor, type Identity } from '#kernel/identity.js';
import type { Credentials, IdentifyStrategy } from '#kernel/module.js';
import type { SecretCookie } from '#kernel/ports.js';
import { createSecretCookie } from '#platform/http/secret-cookie.js';
import type { HttpOptions } from '#platform/http/server.js';
import { modules } from './modules.js';

async function identify(
  strategies: readonly IdentifyStrategy[],
  { id }: FastifyRequest,
  credentials: Credentials,
): Promise<Identity> {
  for (const strategy of strategies) {
    const identity = await strategy(credentials, id);
    if (identity) return identity;
  }
  return visitor;
}

/** Answers what opens a context for an HTTP request, identified and with its cookies, and what tells whose download it is. */
export function doors(house: House): Pick<HttpOptions, 'contextOf' | 'downloaderOf'> {
  const strategies = modules.flatMap((module) => (module.identify ? [module.identify(house)] : []));
  const cookieOptions = { publicUrl: house.instance.publicUrl, clock: house.ports.clock };
  const cookie = (request: FastifyRequest, reply: FastifyReply, name: 'socle_rt' | 'socle_device'): SecretCookie =>
    createSecretCookie(request, reply, cookieOptions, name);
  return {
    contextOf: async (request, reply, signal): Promise<Context> =>
      house.open({
        requestId: request.id,
        identity: await identify(strategies, request, { authorization: request.headers.authorization }),
        signal,
        client: { address: request.ip, userAgent: request.headers['user-agent'] ?? '' },
        refreshCookie: cookie(request, reply, 'socle_rt'),
        deviceCookie: cookie(request, reply, 'socle_device'),
      }),
    downloaderOf: (request, reply) => {
      const refreshToken = cookie(request, reply, 'socle_rt').read();
      return identify(strategies, request, { authorization: request.headers.authorization, refreshToken });
    },
  };
}
