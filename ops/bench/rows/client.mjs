import { relative, sep } from 'node:path';
import { firstPage } from '#scripts/budget.mjs';
import { inHouse } from '#scripts/house.mjs';
import { addressOf, bytesOf, documentOf, firstLoad } from '#scripts/page-files.mjs';
import { openBrowser, pathsOfFirstPage, untilUseful } from '../lib/phone.mjs';
import { startTown } from '../lib/town.mjs';

const browserOf = async () => {
  const browser = await openBrowser();
  return Object.assign(browser, { [Symbol.asyncDispose]: () => browser.close() });
};
const town = () => startTown();

/** A browser, and where the built client is served. */
async function visit(stage) {
  const [browser, { port }] = [await stage.share(browserOf), await stage.share(town)];
  return { browser, address: `http://localhost:${port}` };
}

/** The address of a file of the build; a page has its own. */
function pathOf(file) {
  const path = relative(inHouse('client', 'build'), file).replaceAll(sep, '/').replace(/\.gz$/, '');
  return path === documentOf(inHouse('client'), firstPage) ? addressOf(firstPage) : `/${path}`;
}

/** The icon is fetched by the browser, not by the page; the API's answers are no files. */
const isApart = (path) => path === '/graphql' || path === '/favicon.svg';

function requireSame(listed, fetched) {
  const difference = [...new Set(listed).symmetricDifference(fetched)].filter((path) => !isApart(path));
  if (difference.length > 0) throw new Error(`counted or fetched, but not both: ${difference.join(', ')}`);
}

async function weigh({ browser, address }) {
  const files = await firstLoad(inHouse('client'), firstPage);
  requireSame(files.map(pathOf), await pathsOfFirstPage(browser, address));
  return bytesOf(files) / 1024;
}

const wire = {
  limits: { least: 1, most: 1 },
  subjects: {
    socle: async (stage) => {
      const visitor = await visit(stage);
      return { round: () => weigh(visitor) };
    },
  },
};

const phone = {
  limits: { least: 5, most: 7, spread: 0.05, withinMs: 30_000 },
  subjects: {
    socle: async (stage) => {
      const { browser, address } = await visit(stage);
      const round = () => untilUseful(browser, address);
      return { warmUp: round, round };
    },
  },
};

export const rows = [
  { name: 'first page over the wire', unit: 'KiB', scene: wire, ours: 'socle', target: 130, goal: 90 },
  { name: 'first page useful', unit: 'ms', scene: phone, ours: 'socle', target: 1000, goal: 1000 },
];
