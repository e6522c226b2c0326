import { cookiesOf, dataOf, refreshRequest, signIn } from './asking.mjs';

/** Signs these people in and answers the load that rotates their sessions in turn; no session is asked twice at once. */
export async function rotations(server, pseudos) {
  const idle = [];
  for (const pseudo of pseudos) idle.push({ pseudo, cookie: (await signIn(server, pseudo)).cookie });
  const next = () => {
    const session = idle.shift();
    const check = (answer) => {
      const { accessToken, user } = dataOf(answer).refresh;
      const cookie = cookiesOf(answer);
      if (!accessToken || user.pseudo !== session.pseudo || !cookie || cookie === session.cookie)
        throw new Error(`the session of ${session.pseudo} did not rotate`);
      idle.push({ ...session, cookie });
    };
    return { request: refreshRequest(session.cookie), check };
  };
  return { lanes: 16, next };
}
