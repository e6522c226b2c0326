// Catalogue: G13, B2, B4, B5, G8, T12, T13: a link opens nothing by itself, and nothing for anybody else.
import { RefreshDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { download, makeArchive, unpack } from '#test/archive.js';
import type { Caller } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

let house: TestHouse;
let owner: Person;
let url: string;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  owner = await house.person();
  ({ url } = await makeArchive(house, owner));
});

const pathOf = (link: string): string => new URL(link).pathname;

const refreshCookie = ({ caller }: Person): string => `socle_rt=${caller.cookies.get('socle_rt')}`;

/** Follows a link as a browser does, with whatever headers it sends. */
async function follow(headers: Record<string, string>, link = url) {
  const { statusCode, body, rawPayload } = await house.app.http.inject({ url: pathOf(link), headers });
  return { status: statusCode, code: statusCode === 200 ? null : codeIn(body), bytes: rawPayload };
}

const codeIn = (body: string): string =>
  (JSON.parse(body) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code ?? '';

/** An answer without what differs between any two. */
const withoutId = (body: string): string => body.replaceAll(/"requestId":"[^"]+"/g, '');

describe('a link', () => {
  it('gives the owner the archive, to be saved and not to be shown', async () => {
    const { status, headers, bytes } = await download(house, url, owner.caller);
    expect(status).toBe(200);
    expect([...(await unpack(bytes)).keys()]).toContain('index.html');
    expect(headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="socle-export-\d{4}-\d\d-\d\d\.zip"$/,
      ) as string,
      'content-security-policy': "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-length': String(bytes.length),
    });
  });

  it('can be followed more than once, and is a new one each time it is asked for after a while', async () => {
    expect((await download(house, url, owner.caller)).status).toBe(200);
    expect((await download(house, url, owner.caller)).status).toBe(200);
    expect(pathOf(url)).not.toContain(owner.id);
  });

  const stranger = async (): Promise<Caller> => (await house.person()).caller;
  const admin = async (): Promise<Caller> => (await house.person('admin')).caller;
  it.each([
    ['somebody else', stranger],
    ['an administrator', admin],
  ])('gives %s nothing', async (_who, caller) => {
    expect((await download(house, url, await caller())).status).toBe(404);
  });

  it('is answered alike to those who are not signed in, whether or not it is right', async () => {
    const answers = await Promise.all(
      [url, url.slice(0, -1), `${url}x`].map(async (link) => {
        const { status, headers, bytes } = await download(house, link);
        return [status, headers['www-authenticate'], withoutId(bytes.toString())];
      }),
    );
    expect(answers[0]).toEqual([401, 'Bearer', expect.stringContaining('UNAUTHENTICATED')]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('that is altered, foreign, expired or made up is missing all the same', async () => {
    const stolen = await house.person();
    const { url: others } = await makeArchive(house, stolen);
    const name = pathOf(url).slice('/files/'.length);
    const [id = '', seconds = '', mac = ''] = name.split('.');
    const [otherId = ''] = pathOf(others).slice('/files/'.length).split('.');
    const names = [
      `${id}.${seconds}.${mac.slice(0, -1)}${mac.endsWith('A') ? 'B' : 'A'}`,
      `${id}.${Number(seconds) + 900}.${mac}`,
      `${otherId}.${seconds}.${mac}`,
      `${newId()}.${seconds}.${mac}`,
      pathOf(others).slice('/files/'.length),
      name.toUpperCase(),
      `${name}.zip`,
      '..%2f..%2fkeys%2fsealing.key',
      '%2e%2e%2fmain.db',
      '....//main.db',
      '%00',
      'constructor',
    ];
    const missing = await Promise.all(
      names.map(async (one) => {
        const { status, bytes } = await download(house, `http://localhost:4000/files/${one}`, owner.caller);
        return [status, withoutId(bytes.toString())];
      }),
    );
    for (const [index, answer] of missing.entries()) expect(answer, names[index]).toEqual(missing[0]);
    expect(missing[0]?.[0]).toBe(404);
    house.clock.advance(16 * 60_000);
    const { data } = await owner.caller.run(RefreshDocument, {});
    owner.caller.accessToken = data?.refresh.accessToken ?? null;
    const late = await download(house, url, owner.caller);
    expect([late.status, withoutId(late.bytes.toString())]).toEqual(missing[0]);
  });

  it('is no way to a folder', async () => {
    for (const path of ['/files', '/files/', '/files/..', '/files/../keys', '/files/incoming/x'])
      expect(
        (await house.app.http.inject({ url: path, headers: { authorization: `Bearer ${owner.caller.accessToken}` } }))
          .statusCode,
        path,
      ).toBe(404);
  });
});

describe('whoever is suspended', () => {
  const exportText = '{ newestDataExport { downloadUrl } }';
  const withToken = (): Record<string, string> => ({ authorization: `Bearer ${owner.caller.accessToken}` });

  it('has neither the link nor what it leads to, from the next request on', async () => {
    const admin = await house.person('admin');
    expect(await follow(withToken())).toMatchObject({ status: 200 });
    await admin.caller.send('mutation ($id: ID!) { suspendUser(userId: $id, reason: "x") { id } }', { id: owner.id });
    expect((await owner.caller.send(exportText)).code).toBe('SESSION_ENDED');
    expect(await follow(withToken())).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
    expect(await follow({ cookie: refreshCookie(owner) })).toMatchObject({ status: 401 });
  });

  /** Sessions are known in memory, and the journal says when to forget one (decision 5). Nothing tells of what is done past it. */
  it('past the journal, in the database alone, changes nothing any more and reads until the access token ends', async () => {
    const { transact } = house.app.database;
    await transact(({ sql }) => sql.run(`update "user" set status = 'SUSPENDED' where id = ?`, [owner.id]));
    expect((await owner.caller.send('mutation { requestDataExport { id } }')).code).toBe('SESSION_ENDED');
    expect(await follow({ cookie: refreshCookie(owner) })).toMatchObject({ status: 401 });
    expect((await owner.caller.send(exportText)).code).toBeNull();
    house.clock.advance(10 * 60_000);
    expect((await owner.caller.send(exportText)).code).toBe('UNAUTHENTICATED');
    expect((await owner.caller.run(RefreshDocument, {})).code).toBe('SESSION_ENDED');
  });
});

describe('a browser that follows a plain link', () => {
  it('is known by its cookie', async () => {
    expect(await follow({ cookie: refreshCookie(owner), 'sec-fetch-site': 'same-origin' })).toMatchObject({
      status: 200,
    });
  });

  it('leaves its session as it was: nothing is rotated, and nothing recorded', async () => {
    const events = await house.eventsOf(() => follow({ cookie: refreshCookie(owner) }));
    expect(events).toEqual([]);
    expect((await owner.caller.run(RefreshDocument, {})).status).toBe(200);
  });

  it('is nobody where the link stands on another site', async () => {
    for (const site of ['cross-site', 'same-site'])
      expect(await follow({ cookie: refreshCookie(owner), 'sec-fetch-site': site })).toMatchObject({ status: 401 });
  });

  it('is nobody with two cookies, a forged one or none', async () => {
    const cookie = refreshCookie(owner);
    const forged = `${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`;
    for (const sent of [`${cookie}; ${cookie}`, forged, 'socle_rt=', 'socle_rt=x.y', ''])
      expect(await follow({ cookie: sent }), sent).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('is whoever its cookie says: somebody else finds nothing', async () => {
    expect(await follow({ cookie: refreshCookie(await house.person()) })).toMatchObject({ status: 404 });
  });

  it('with a token that was used up long ago is nobody, and no session ends of it', async () => {
    const old = refreshCookie(owner);
    for (let times = 0; times < 2; times += 1) await owner.caller.run(RefreshDocument, {});
    expect(await house.eventsOf(() => follow({ cookie: old }))).toEqual([]);
    expect(await follow({ cookie: old })).toMatchObject({ status: 401 });
    expect(await follow({ cookie: refreshCookie(owner) })).toMatchObject({ status: 200 });
  });

  it('with the token of a moment ago, while another tab renews it, is still itself', async () => {
    const before = refreshCookie(owner);
    await owner.caller.run(RefreshDocument, {});
    expect(await follow({ cookie: before })).toMatchObject({ status: 200 });
  });

  it('is nobody once it was signed out, suspended or deleted', async () => {
    const admin = await house.person('admin');
    const act = (text: string): Promise<unknown> => admin.caller.send(text, { id: owner.id });
    const cookie = refreshCookie(owner);
    await act('mutation ($id: ID!) { suspendUser(userId: $id, reason: "x") { id } }');
    expect(await follow({ cookie })).toMatchObject({ status: 401 });
    await act('mutation ($id: ID!) { reinstateUser(userId: $id) { id } }');
    expect(await follow({ cookie })).toMatchObject({ status: 401 });
    await act('mutation ($id: ID!) { deleteUser(userId: $id) }');
    expect(await follow({ cookie })).toMatchObject({ status: 401 });
  });

  it('is nobody where it also sends a token that is none', async () => {
    expect(await follow({ cookie: refreshCookie(owner), authorization: 'Bearer x' })).toMatchObject({ status: 401 });
  });

  it('gets nothing else by its cookie: it proves nothing to the API', async () => {
    const { body } = await house.app.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', cookie: refreshCookie(owner) },
      payload: JSON.stringify({ query: '{ me { id } }' }),
    });
    expect(JSON.parse(body)).toEqual({ data: { me: null } });
  });
});
