import type { House } from '#kernel/context.js';
import type { Listener } from '#kernel/module.js';
import { findUser } from '#modules/users/index.js';

const words = {
  EN: {
    subject: 'Your password was changed',
    text: (name: string, at: string, url: string) =>
      `Hello ${name},\n\nyour password was changed on ${at} (UTC), and every other device was signed out.\n\nIf that was you, there is nothing to do. If not, somebody has it: tell whoever runs this site, and look at ${url}.\n`,
  },
  FR: {
    subject: 'Votre mot de passe a été modifié',
    text: (name: string, at: string, url: string) =>
      `Bonjour ${name},\n\nvotre mot de passe a été modifié le ${at} (UTC), et tous les autres appareils ont été déconnectés.\n\nSi c’était vous, il n’y a rien à faire. Sinon, quelqu’un le connaît : prévenez les responsables de ce site, et consultez ${url}.\n`,
  },
};

/** Tells the owner that the password was changed (catalogue C14; NIST SP 800-63B-4, 4.6). */
export const tellOfChangedPassword =
  ({ ports, instance }: House): Listener =>
  async ({ type, actorId, at }) => {
    const user = type === 'user.password_changed' && actorId ? await findUser(ports.reader, actorId) : null;
    if (!user) return;
    const { subject, text } = words[user.locale];
    const when = at.toISOString().slice(0, 16).replace('T', ' ');
    await ports.mailer.send({
      to: user.email,
      subject,
      text: text(user.pseudo, when, `${instance.publicUrl}/account/security`),
    });
  };
