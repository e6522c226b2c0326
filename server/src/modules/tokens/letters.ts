import type { House } from '#kernel/context.js';
import type { Listener } from '#kernel/module.js';
import { findUser } from '#modules/users/index.js';

const words = {
  EN: {
    subject: 'An API token was made',
    text: (name: string, at: string, url: string) =>
      `Hello ${name},\n\non ${at} (UTC) an API token was made with your account. Whoever has it acts in your name until it is revoked, also after you change your password.\n\nIf that was you, there is nothing to do. If not, revoke it and change your password: ${url}\n`,
  },
  FR: {
    subject: 'Un jeton d’API a été créé',
    text: (name: string, at: string, url: string) =>
      `Bonjour ${name},\n\nle ${at} (UTC), un jeton d’API a été créé avec votre compte. Qui l’a agit en votre nom jusqu’à sa révocation, même si vous changez de mot de passe.\n\nSi c’était vous, il n’y a rien à faire. Sinon, révoquez-le et changez votre mot de passe : ${url}\n`,
  },
};

/** Tells the owner of each new token: one that somebody else made would outlive a new password (ASVS 6.3.7). */
export const tellOfToken =
  ({ ports, instance }: House): Listener =>
  async ({ type, actorId, at }) => {
    const user = type === 'api_token.created' && actorId ? await findUser(ports.reader, actorId) : null;
    if (!user) return;
    const { subject, text } = words[user.locale];
    const when = at.toISOString().slice(0, 16).replace('T', ' ');
    const url = `${instance.publicUrl}/account/security`;
    await ports.mailer.send({ to: user.email, subject, text: text(user.pseudo, when, url) });
  };
