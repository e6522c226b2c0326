import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inHouse } from '../lib/house.mjs';
import { run } from '../lib/run.mjs';
import { plantHouse } from './planted-house.mjs';

const value = (...imported) => [...imported.map((path) => `import '${path}';`), 'export const value = 1;'].join('\n');
const component = (path) =>
  `<script lang="ts">\n  import '${path}';\n  const size: number = 1;\n</script>\n\n<p>{size}</p>\n`;

/** What the rules allow: every file here may stand as it is. */
const allowed = {
  'server/src/main.ts': value('#house/app.js', '#house/settings.js', '#modules/users/index.js'),
  'server/src/app.ts': value('#platform/http/server.js', '#house/modules.js'),
  'server/src/modules.ts': value('#modules/users/index.js', '#modules/auth/index.js'),
  'server/src/settings.ts': value('#kernel/errors.js', 'graphql'),
  'server/src/kernel/errors.ts': value('graphql'),
  'server/src/kernel/scopes.ts': value('#kernel/errors.js'),
  'server/src/platform/http/server.ts': value('#kernel/scopes.js', 'node:http'),
  'server/src/modules/users/index.ts': value('./user.service.js'),
  'server/src/modules/users/user.service.ts': value('#kernel/errors.js'),
  'server/src/modules/users/user.service.test.ts': value('./user.service.js', '../../../test/fakes.js', 'jose'),
  'server/src/modules/auth/index.ts': value('#modules/users/index.js'),
  'server/test/fakes.ts': value('../src/kernel/errors.js'),
  'schema/generated/graphql.ts': value('graphql'),
  'client/src/lib/api/index.ts': value('@urql/core', '../../../../schema/generated/graphql.ts'),
  'client/src/lib/ui/Button.svelte': component('svelte'),
  'client/src/lib/modules/users/index.ts': value('#lib/modules/users/Card.svelte', '#lib/api/index.ts'),
  'client/src/lib/modules/users/Card.svelte': component('#lib/ui/Button.svelte'),
  'client/src/lib/modules/auth/index.ts': value('#lib/modules/users/index.ts'),
  'client/src/routes/+page.svelte': component('#lib/modules/users/index.ts'),
};

/** One planted violation each: the rule, the file that breaks it, and its text. */
const violations = [
  ['kernel-knows-nobody', 'server/src/kernel/planted-platform.ts', value('#platform/http/server.js')],
  ['kernel-knows-nobody', 'server/src/kernel/planted-module.ts', value('#modules/users/index.js')],
  [
    'kernel-knows-nobody',
    'server/src/kernel/planted-type.ts',
    "export type Planted = import('#house/settings.js').Settings;",
  ],
  ['kernel-does-no-io', 'server/src/kernel/planted-io.ts', value('node:fs')],
  ['platform-knows-only-kernel', 'server/src/platform/planted-module.ts', value('#modules/users/index.js')],
  ['platform-knows-only-kernel', 'server/src/platform/planted-settings.ts', value('#house/settings.js')],
  ['module-stays-in-its-room', 'server/src/modules/auth/planted-platform.ts', value('#platform/http/server.js')],
  ['module-stays-in-its-room', 'server/src/modules/auth/planted-settings.ts', value('#house/settings.js')],
  ['module-stays-in-its-room', 'server/src/modules/auth/planted-inner.ts', value('#modules/users/user.service.js')],
  ['module-stays-in-its-room', 'server/src/modules/auth/planted-ladder.ts', value('../users/user.service.js')],
  ['fakes-stay-in-tests', 'server/src/app-planted-fake.ts', value('../test/fakes.js')],
  ['fakes-stay-in-tests', 'server/src/modules/users/planted-test.ts', value('./user.service.test.js')],
  ['server-and-client-are-apart', 'server/src/planted-client.ts', value('../../client/src/lib/api/index.js')],
  ['server-and-client-are-apart', 'server/src/planted-schema.ts', value('../../schema/generated/graphql.js')],
  ['server-runs-without-dev-packages', 'server/src/planted-dev.ts', value('jose')],
  ['client-never-imports-server', 'client/src/lib/api/planted-server.ts', value('../../../../server/src/settings.ts')],
  ['client-lib-knows-no-routes', 'client/src/lib/modules/auth/planted-route.ts', value('../../../routes/+page.svelte')],
  ['client-routes-import-no-routes', 'client/src/routes/about/+page.svelte', component('../+page.svelte')],
  [
    'client-module-stays-in-its-room',
    'client/src/lib/modules/auth/Planted.svelte',
    component('#lib/modules/users/Card.svelte'),
  ],
  ['client-base-knows-no-modules', 'client/src/lib/session/planted.ts', value('#lib/modules/users/index.ts')],
  ['client-ui-knows-nothing', 'client/src/lib/ui/Planted.svelte', component('#lib/api/index.ts')],
  ['client-ui-knows-nothing', 'client/src/lib/ui/planted-schema.ts', value('../../../../schema/generated/graphql.ts')],
  ['client-ui-needs-svelte-only', 'client/src/lib/ui/planted-urql.ts', value('@urql/core')],
  ['schema-imports-no-sources', 'schema/planted.ts', value('../server/src/settings.ts')],
  ['ops-imports-no-sources', 'ops/bench/planted.mjs', value('../../client/src/lib/api/index.ts')],
  ['no-circles', 'server/src/planted-circle-a.ts', value('./planted-circle-b.js')],
  ['no-orphans', 'server/src/planted-orphan.ts', value()],
  ['no-dead-ends', 'server/src/planted-dead-end.ts', value('#kernel/nowhere.js')],
];

async function violationsIn(files) {
  const house = plantHouse(files);
  const args = ['--config', inHouse('.dependency-cruiser.cjs'), '--output-type', 'json', 'server', 'client', 'schema'];
  const { output } = await run('depcruise', 'ops/bench/planted.mjs' in files ? [...args, 'ops'] : args, {
    cwd: house.folder,
  });
  house.remove();
  return JSON.parse(output).summary.violations.map(({ rule, from }) => `${rule.name} in ${from}`);
}

describe('the dependency rules', () => {
  it('let a well-built house stand', async () => expect(await violationsIn(allowed)).toEqual([]));

  describe('see a planted import', () => {
    let seen;
    beforeAll(async () => {
      const planted = Object.fromEntries(violations.map(([, path, text]) => [path, text]));
      const circle = { 'server/src/planted-circle-b.ts': value('./planted-circle-a.js') };
      seen = await violationsIn({ ...allowed, ...planted, ...circle });
    });
    afterAll(() => (seen = undefined));

    it.each(violations)('%s: %s', (rule, path) => expect(seen).toContain(`${rule} in ${path}`));
  });
});
