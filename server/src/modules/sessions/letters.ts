import type { House } from '#kernel/context.js';
import type { Listener } from '#kernel/module.js';
import { findUser } from '#modules/users/index.js';
import { findDeviceName } from './session.views.js';

const words = {
  EN: {
    subject: 'A device of yours was signed out',
    text: (name: string, device: string, at: string, url: string) =>
      `Hello ${name},\n\non ${at} (UTC) a key of your device "${device}" was used a second time. That happens when a copy of it exists, so this device was signed out; your other devices stay signed in.\n\nSign in again there. If you do not know why this happened, look at your devices and change your password: ${url}\n`,
  },
  FR: {
    subject: 'Un de vos appareils a été déconnecté',
    text: (name: string, device: string, at: string, url: string) =>
      `Bonjour ${name},\n\nle ${at} (UTC), une clé de votre appareil « ${device} » a servi une seconde fois. Cela arrive quand il en existe une copie : cet appareil a donc été déconnecté ; les autres restent connectés.\n\nReconnectez-vous sur cet appareil. Si vous ne savez pas pourquoi cela est arrivé, vérifiez vos appareils et changez votre mot de passe : ${url}\n`,
  },
};

/** Tells the owner that a used-up refresh token came again (catalogue T11; promise M1). */
export const tellOfReplay =
  ({ ports, instance }: House): Listener =>
  async ({ type, subject: session, actorId, at }) => {
    const user = type === 'session.reuse_detected' && actorId ? await findUser(ports.reader, actorId) : null;
    if (!user) return;
    const device = (await findDeviceName(ports.reader, session?.split(':')[1] ?? '')) ?? '?';
    const { subject, text } = words[user.locale];
    const when = at.toISOString().slice(0, 16).replace('T', ' ');
    const url = `${instance.publicUrl}/account/security`;
    await ports.mailer.send({ to: user.email, subject, text: text(user.pseudo, device, when, url) });
  };
