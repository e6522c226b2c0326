import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock, SecretCookie } from '#kernel/ports.js';
import { isFromElsewhere } from './site.js';

export interface CookieOptions {
  /** PUBLIC_URL, which decides whether the cookie is Secure. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** How often a cookie of this name was sent: twice means that another host tossed one in (catalogue B2). */
function timesSent(header: string | undefined, name: string): number {
  return (header ?? '').split(';').filter((pair) => pair.trim().startsWith(`${name}=`)).length;
}

/** `__Host-` before the name on https, not on plain http, where browsers refuse it (security.md 3.2). */
export function createSecretCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { publicUrl, clock }: CookieOptions,
  shortName: 'socle_rt' | 'socle_device',
): SecretCookie {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? `__Host-${shortName}` : shortName;
  const options = { path: '/', httpOnly: true, secure, sameSite: 'strict' } as const;
  return {
    read() {
      if (timesSent(request.headers.cookie, name) !== 1 || isFromElsewhere(request.headers, publicUrl))
        return undefined;
      return request.cookies[name];
    },
    keep(token, expiresAt) {
      const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - clock.now().getTime()) / 1000));
      void reply.setCookie(name, token, { ...options, maxAge });
    },
    forget() {
      void reply.setCookie(name, '', { ...options, maxAge: 0 });
    },
  };
}
