import { title } from './concepts.mjs';
import { place, size } from './place.mjs';

const margin = 40;
const textWidth = (text) => text.length * 6.9;

const light = `--page:#f8f6f3;--card:#fdfcfa;--line:#c1bdb6;--rule:#e1ded7;--ink:#211f1a;--soft:#56524b;--accent:#006d68;--tint:#d9f5f3`;
const dark = `--page:#12100e;--card:#1a1815;--line:#45423c;--rule:#2d2b27;--ink:#eeebe4;--soft:#b7b4ad;--accent:#67c4bc;--tint:#112e2d`;

const style = `<style>
  svg{${light}}
  @media (prefers-color-scheme:dark){svg{${dark}}}
  .page{fill:var(--page)} .card{fill:var(--card)} .rim{fill:none;stroke:var(--line)} .head{fill:var(--tint)} .rule{stroke:var(--rule)}
  .tie{stroke:var(--line);stroke-width:1.5;fill:none} .loose{stroke-dasharray:5 5}
  .pill{fill:var(--card);stroke:var(--accent);stroke-width:1.25}
  text{font:13px ui-sans-serif,system-ui,-apple-system,"Segoe UI",sans-serif;fill:var(--ink)}
  .name{font-weight:600;letter-spacing:.04em;fill:var(--accent)} .verb{fill:var(--accent);font-weight:500}
  .soft{fill:var(--soft)} .times{font-weight:500;paint-order:stroke;stroke:var(--page);stroke-width:6px;stroke-linejoin:round}
  .middle{text-anchor:middle}
</style>`;

const round = (value) => Math.round(value * 10) / 10;

function property({ name, primary, nullable }, { x }, y) {
  const [decoration, optional] = [primary ? ' text-decoration="underline"' : '', nullable ? ' class="soft"' : ''];
  return `<text x="${x + 16}" y="${y}"${decoration}${optional}>${name}${nullable ? ' ?' : ''}</text>`;
}

function card({ name, properties }, box) {
  const { x, y, width, height } = box;
  const top = `M${x} ${y + size.head}V${y + 8}a8 8 0 0 1 8-8H${x + width - 8}a8 8 0 0 1 8 8V${y + size.head}z`;
  const rows = properties.map((one, index) => property(one, box, y + size.head + 23 + index * size.row));
  return `<g>
<rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>
<path class="head" d="${top}"/>
<path class="rule" d="M${x} ${y + size.head}h${width}"/>
<rect class="rim" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>
<text class="name" x="${x + 16}" y="${y + 22}">${title(name)}</text>
${rows.join('\n')}
</g>`;
}

const centre = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });

/** Where a line from inside a box, along a direction, leaves the box. */
function edge({ x, y, width, height }, from, { dx, dy }) {
  const limit = (start, length, at, step) =>
    step === 0 ? Infinity : ((step > 0 ? start + length : start) - at) / step;
  const reach = Math.min(limit(x, width, from.x, dx), limit(y, height, from.y, dy));
  return { x: from.x + dx * reach, y: from.y + dy * reach };
}

/** The two ends of an association's line; `shift` sets those of one pair of entities side by side. */
function ends(a, b, shift) {
  const [from, to] = [centre(a), centre(b)];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const aside = ({ x, y }) => ({ x: x - dy * shift, y: y + dx * shift });
  return { start: edge(a, aside(from), { dx, dy }), stop: edge(b, aside(to), { dx: -dx, dy: -dy }) };
}

/** Beside the line, just outside the card that the line ends at: above it at a card's side, right of it at a card's top or foot. */
function times(text, { x, y }, box) {
  const [left, right] = [x - box.x < 0.5, box.x + box.width - x < 0.5];
  const beside = { x: x + (left ? -20 : 20), y: y - 8 };
  const upright = { x: x + 20, y: y + (y - box.y < 0.5 ? -18 : 27) };
  const at = left || right ? beside : upright;
  return `<text class="times middle" x="${round(at.x)}" y="${round(at.y)}">${text}</text>`;
}

function tie({ from, to, verb, fromTimes, toTimes, kept }, boxes, shift) {
  const [a, b] = [boxes.get(to), boxes.get(from)];
  const { start, stop } = ends(a, b, shift);
  const [x, y] = [round((start.x + stop.x) / 2), round((start.y + stop.y) / 2)];
  const width = textWidth(verb) + 32;
  return `<g>
<path class="tie${kept ? '' : ' loose'}" d="M${round(start.x)} ${round(start.y)}L${round(stop.x)} ${round(stop.y)}"/>
<rect class="pill" x="${round(x - width / 2)}" y="${y - 16}" width="${round(width)}" height="32" rx="16"/>
<text class="verb middle" x="${x}" y="${y + 4.5}">${verb}</text>
${times(toTimes, start, a)}
${times(fromTimes, stop, b)}
</g>`;
}

/** How far each association stands beside the straight line, so that those of one pair do not cover each other. */
function shifts(associations, boxes) {
  const pair = ({ from, to }) => [from, to].sort().join(' ');
  return associations.map((one) => {
    const together = associations.filter((other) => pair(other) === pair(one));
    const [a, b] = [centre(boxes.get(one.from)), centre(boxes.get(one.to))];
    const step = Math.abs(a.x - b.x) > Math.abs(a.y - b.y) ? 48 : size.width * 0.6;
    return (together.indexOf(one) - (together.length - 1) / 2) * step;
  });
}

/** The conceptual model as a drawing that follows the reader's theme. */
export function draw({ entities, associations, places }) {
  const { boxes, width, height } = place(entities, places, margin);
  const aside = shifts(associations, boxes);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<!-- Generated: npm run generate -->
<title>Conceptual data model</title>
${style}
<rect class="page" width="${width}" height="${height}" rx="12"/>
${associations.map((one, index) => tie(one, boxes, aside[index])).join('\n')}
${entities.map((entity) => card(entity, boxes.get(entity.name))).join('\n')}
</svg>
`;
}
