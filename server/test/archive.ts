import type { Caller } from './caller.js';
import type { Person, TestHouse } from './house.js';
import { buffer } from 'node:stream/consumers';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** The files of an archive, by name, in their order. */
export type Unpacked = ReadonlyMap<string, Buffer>;

const opened = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: false, strictFileNames: true }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    ),
  );

const contentOf = (zip: ZipFile, entry: Entry): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(buffer(stream)))),
  );

/** Unpacks as any other program would, checksums included. */
export async function unpack(bytes: Buffer): Promise<Unpacked> {
  const zip = await opened(bytes);
  const files = new Map<string, Promise<Buffer>>();
  zip.on('entry', (entry: Entry) => files.set(entry.fileName, contentOf(zip, entry)));
  await new Promise((resolve, reject) => zip.on('end', resolve).on('error', reject));
  return new Map(await Promise.all([...files].map(async ([name, content]) => [name, await content] as const)));
}

/** A file of an archive as a text. */
export const textIn = (files: Unpacked, name: string): string => {
  const content = files.get(name);
  if (!content) throw new Error(`the archive has no ${name}`);
  return content.toString();
};

/** The rows of a dataset. */
export const rowsIn = (files: Unpacked, dataset: string): Record<string, unknown>[] =>
  JSON.parse(textIn(files, `data/${dataset}.json`)) as Record<string, unknown>[];

const requestText = 'mutation { requestDataExport { id status } }';
const exportText = 'query ($id: ID!) { dataExport(id: $id) { status downloadUrl } }';

interface Made {
  readonly id: string;
  readonly url: string;
}

/** Has an archive made for somebody, and waits for it. */
export async function makeArchive(house: TestHouse, { caller }: Person): Promise<Made> {
  const asked = await caller.send<{ requestDataExport: { id: string } }>(requestText);
  const id = asked.data?.requestDataExport.id ?? '';
  await house.app.background.finish();
  const { data, body } = await caller.send<{ dataExport: { downloadUrl: string | null } }>(exportText, { id });
  if (!data?.dataExport.downloadUrl) throw new Error(`no archive was made: ${asked.body} ${body}`);
  return { id, url: data.dataExport.downloadUrl };
}

/** What somebody gets who follows a link. */
export interface Download {
  readonly status: number;
  readonly headers: Record<string, string | string[] | number | undefined>;
  readonly bytes: Buffer;
}

/** Follows a link as a program does, by access token; or as somebody else, or as nobody. */
export async function download(house: TestHouse, url: string, caller?: Caller): Promise<Download> {
  const response = await house.app.http.inject({
    method: 'GET',
    url: new URL(url, 'http://localhost:4000').pathname,
    headers: caller?.accessToken ? { authorization: `Bearer ${caller.accessToken}` } : {},
  });
  return { status: response.statusCode, headers: response.headers, bytes: response.rawPayload };
}

/** The archive of somebody, unpacked. */
export async function archiveOf(house: TestHouse, person: Person): Promise<Unpacked> {
  const { url } = await makeArchive(house, person);
  return unpack((await download(house, url, person.caller)).bytes);
}
