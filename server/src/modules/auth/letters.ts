import type { House } from '#kernel/context.js';
import type { Listener } from '#kernel/module.js';
import { findUser } from '#modules/users/index.js';

const minuteOf = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

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
    await ports.mailer.send({
      to: user.email,
      subject,
      text: text(user.pseudo, minuteOf(at.toISOString()), `${instance.publicUrl}/account/security`),
    });
  };

const departure = {
  EN: {
    subject: 'Your account will be deleted',
    text: (name: string, at: string, url: string) =>
      `Hello ${name},\n\nyour account and its data are deleted for good on ${at} (UTC). Every device was signed out.\n\nTo keep the account, sign in before then: ${url}. If it was not you who asked for this, change your password as well.\n`,
  },
  FR: {
    subject: 'Votre compte va être supprimé',
    text: (name: string, at: string, url: string) =>
      `Bonjour ${name},\n\nvotre compte et ses données seront supprimés pour de bon le ${at} (UTC). Tous les appareils ont été déconnectés.\n\nPour garder le compte, connectez-vous avant cette date : ${url}. Si vous n’êtes pas à l’origine de cette demande, changez aussi votre mot de passe.\n`,
  },
};

/** Tells whoever deletes their account until when they can come back. */
export const tellOfDeparture =
  ({ ports, instance }: House): Listener =>
  async ({ type, actorId, facts }) => {
    const user = type === 'user.deletion_planned' && actorId ? await findUser(ports.reader, actorId) : null;
    if (!user) return;
    const { subject, text } = departure[user.locale];
    await ports.mailer.send({
      to: user.email,
      subject,
      text: text(user.pseudo, minuteOf(facts['due'] ?? ''), `${instance.publicUrl}/sign-in`),
    });
  };
