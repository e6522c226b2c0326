/** Does `count` pieces of work, a few at a time. */
export async function lanes(width, count, piece) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await piece();
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Does work whenever the bench asks for it, and says when it is done. */
export function offerWork(work) {
  process.on('message', async (message) => {
    if (message.kind !== 'work') return;
    await work(message.count);
    process.send({ kind: 'done' });
  });
  // Nothing else keeps a worker alive between two pieces of work.
  process.channel.ref();
  process.send({ kind: 'ready' });
}
