// Adds one to a number in a person's profile, as often as asked: read, then write, in one unit of work.
const [distFolder, dataDir, userId, times] = process.argv.slice(2);
const load = (path) => import(`${distFolder}/src/${path}`);
const [{ createApp }, { readSettings }, { createLog }, { User }, { newId }] = await Promise.all(
  ['app.js', 'settings.js', 'platform/telemetry/log.js', 'modules/users/index.js', 'kernel/entity.js'].map(load),
);

const settings = readSettings({ NODE_ENV: 'test', DATA_DIR: dataDir }, dataDir);
const app = await createApp({ settings, log: createLog('silent') });
process.send?.('ready');
await new Promise((resolve) => process.once('message', resolve));

for (let time = 0; time < Number(times); time += 1)
  await app.house.open({ requestId: newId() }).change(async ({ em }) => {
    const user = await em.findOneOrFail(User, { id: userId });
    await new Promise(setImmediate);
    user.bio = String(Number(user.bio) + 1);
  });
await app.close();
process.disconnect?.();
