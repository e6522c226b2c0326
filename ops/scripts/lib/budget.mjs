import { addressOf, bytesOf, firstLoad, ownFiles, pagesOf } from './page-files.mjs';

/** Where everybody begins. */
export const firstPage = '/(public)/sign-in';

/** Files are counted as they lie there: the build has compressed them. */
const budget = (name, path, limit) => ({ name, path, limit, gzip: false, brotli: false });

async function heaviestOther(client) {
  const others = (await pagesOf(client)).filter((id) => id !== firstPage);
  const weighed = await Promise.all(
    others.map(async (id) => ({ address: addressOf(id), files: await ownFiles(client, id, firstPage) })),
  );
  return weighed.reduce((most, page) => (bytesOf(page.files) > bytesOf(most.files) ? page : most));
}

/** What pages may weigh over the wire, for size-limit; chunks that are fetched only once they are wanted do not count. */
export async function budgets(client) {
  const { address, files } = await heaviestOther(client);
  return [
    budget('first page', await firstLoad(client, firstPage), '130 KiB'),
    budget(`${address} after it`, files, '40 KiB'),
  ];
}

const kibibytes = (bytes) => (bytes / 1024).toFixed(1);
const told = ({ name, size, sizeLimit }) => `${name} ${kibibytes(size)} of ${kibibytes(sizeLimit)} KiB`;

/** Reads what size-limit found; where it found nothing, it says why. */
function readWeights(code, output) {
  if (!output.startsWith('[')) return { passed: 0, failed: ['weight of the pages'], skipped: [] };
  const pages = JSON.parse(output);
  const failed = pages.filter(({ passed }) => !passed).map((page) => `weight of the pages: ${told(page)}`);
  return { passed: pages.length - failed.length, failed, skipped: [], note: pages.map(told).join(', ') };
}

/** The budgets as a step, for a client that is built. */
export const weighing = (...args) => ({
  name: 'weight of the pages',
  program: 'size-limit',
  args: ['--json', ...args],
  read: readWeights,
});
