/** The measures of a card, in pixels. */
export const size = { width: 200, head: 34, row: 22, foot: 14 };

const gap = { x: 210, y: 130 };

const heightOf = ({ properties }) => size.head + 10 + properties.length * size.row + size.foot - 8;

/** A cell for every entity: the one that its page names, or the next free one below those. */
function cells(entities, places) {
  const placed = entities.filter(({ name }) => places.has(name)).map(({ name }) => places.get(name));
  const columns = Math.max(2, ...placed.map(([column]) => column)) + 1;
  const firstFree = placed.length > 0 ? Math.max(...placed.map(([, row]) => row)) + 1 : 0;
  const others = entities.filter(({ name }) => !places.has(name));
  const cell = ({ name }) => {
    const index = others.findIndex((other) => other.name === name);
    return places.get(name) ?? [index % columns, firstFree + Math.floor(index / columns)];
  };
  return new Map(entities.map((entity) => [entity.name, cell(entity)]));
}

/** The top of each row, one below the other, and where the last one ends. */
function rows(entities, cellOf, margin) {
  const count = Math.max(...entities.map(({ name }) => cellOf.get(name)[1])) + 1;
  const heights = Array.from({ length: count }, (_, row) =>
    Math.max(0, ...entities.filter(({ name }) => cellOf.get(name)[1] === row).map(heightOf)),
  );
  const tops = heights.map((_, row) => margin + heights.slice(0, row).reduce((sum, height) => sum + height + gap.y, 0));
  return { heights, tops, end: tops.at(-1) + heights.at(-1) + margin };
}

/** A box for every entity, and how large the drawing is. */
export function place(entities, places, margin) {
  const cellOf = cells(entities, places);
  const { heights, tops, end } = rows(entities, cellOf, margin);
  const box = (entity) => {
    const [column, row] = cellOf.get(entity.name);
    const height = heightOf(entity);
    const y = tops[row] + (heights[row] - height) / 2;
    return { x: margin + column * (size.width + gap.x), y, width: size.width, height };
  };
  const last = Math.max(...[...cellOf.values()].map(([column]) => column));
  const width = margin * 2 + (last + 1) * size.width + last * gap.x;
  return { boxes: new Map(entities.map((entity) => [entity.name, box(entity)])), width, height: end };
}
