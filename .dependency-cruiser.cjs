/** Who may import whom: the walls of the house. ops/scripts/test/dependency-rules.test.mjs shows that each one holds. */

const tests = ['^server/test/', '\\.test\\.ts$'];
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const server = [
  forbid(
    'kernel-knows-nobody',
    'The kernel is vocabulary: it imports nothing from the rooms below.',
    { path: '^server/src/kernel/', pathNot: tests },
    { path: '^(server|client|schema|ops)/', pathNot: '^server/src/kernel/' },
  ),
  forbid(
    'kernel-does-no-io',
    'The kernel touches no disk, network or process.',
    { path: '^server/src/kernel/', pathNot: tests },
    { path: '^(node:)?(child_process|cluster|dgram|dns|fs|http|http2|https|net|process|tls|worker_threads)(/|$)' },
  ),
  forbid(
    'platform-knows-only-kernel',
    'The platform is plumbing: what it needs from a module or from the settings arrives as an argument.',
    { path: '^server/src/platform/', pathNot: tests },
    { path: '^server/(src|migrations|seeds)/', pathNot: '^server/src/(platform|kernel)/' },
  ),
  forbid(
    'module-stays-in-its-room',
    'A module imports the kernel, its own folder and the index of modules that it needs.',
    { path: '^server/src/modules/([^/]+)/', pathNot: tests },
    {
      path: '^server/(src|migrations|seeds)/',
      pathNot: ['^server/src/kernel/', '^server/src/modules/$1/', '^server/src/modules/[^/]+/index\\.ts$'],
    },
  ),
  forbid(
    'fakes-stay-in-tests',
    'Nobody imports tests: fakes live in server/test, never in src.',
    {
      path: '^(server|client|schema|ops)/',
      pathNot: [...tests, '^client/(test|e2e)/', '\\.test\\.mjs$', 'vitest\\.config'],
    },
    { path: [...tests, '^client/(test|e2e)/'] },
  ),
  forbid(
    'server-and-client-are-apart',
    'The schema is the only treaty: the server imports neither the client nor what is generated for it.',
    { path: '^server/', pathNot: tests },
    { path: '^(client|schema)/' },
  ),
  forbid(
    'server-runs-without-dev-packages',
    'What the server imports at run time is among its dependencies.',
    { path: '^server/(src|migrations|seeds)/', pathNot: tests },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
];

const client = [
  forbid(
    'client-never-imports-server',
    'The client knows the server by the schema only.',
    { path: '^client/' },
    { path: '^server/' },
  ),
  forbid(
    'client-lib-knows-no-routes',
    'Routes compose the library, never the other way round.',
    { path: '^client/src/lib/' },
    { path: '^client/src/routes/' },
  ),
  forbid(
    'client-routes-import-no-routes',
    'What two pages share belongs in the library.',
    { path: '^client/src/routes/', pathNot: '\\.test\\.ts$' },
    { path: '^client/src/routes/.*\\+(page|layout|error)[^/]*$' },
  ),
  forbid(
    'client-module-stays-in-its-room',
    'Another module is reached by its index.',
    { path: '^client/src/lib/modules/([^/]+)/', pathNot: '\\.test\\.ts$' },
    {
      path: '^client/src/lib/modules/',
      pathNot: ['^client/src/lib/modules/$1/', '^client/src/lib/modules/[^/]+/index\\.ts$'],
    },
  ),
  forbid(
    'client-base-knows-no-modules',
    'Transport, session and languages serve every module and know none.',
    { path: '^client/src/lib/(api|session|i18n|theme)/', pathNot: '\\.test\\.ts$' },
    { path: '^client/src/lib/(modules|shell)/' },
  ),
  forbid(
    'client-ui-knows-nothing',
    'The design system imports only its own files: words and data arrive as props.',
    { path: '^client/src/lib/ui/', pathNot: '\\.test\\.ts$' },
    { path: '^(client/(?!src/lib/ui/)|schema/)' },
  ),
  forbid(
    'client-ui-needs-svelte-only',
    'The design system stands on Svelte, bits-ui, Lucide and the date type that bits-ui speaks.',
    { path: '^client/src/lib/ui/', pathNot: '\\.test\\.ts$' },
    {
      dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'core'],
      pathNot: 'node_modules/(svelte|bits-ui|@lucide/svelte|@internationalized/date)/',
    },
  ),
];

const house = [
  forbid(
    'schema-imports-no-sources',
    'The schema is owned by neither side.',
    { path: '^schema/' },
    { path: '^(server|client|ops)/' },
  ),
  forbid(
    'ops-imports-no-sources',
    'Operations talk to the house as any visitor does.',
    { path: '^ops/', pathNot: '\\.test\\.mjs$' },
    { path: '^(server|client)/' },
  ),
  forbid(
    'no-circles',
    'Two files that need each other are one file, or three.',
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
  forbid(
    'no-orphans',
    'A file that nobody imports and that imports nobody is not part of the house.',
    {
      orphan: true,
      pathNot: [
        '\\.d\\.ts$',
        '(^|/)\\.[^/]+$',
        '\\.config\\.(ts|mjs)$',
        '\\.test\\.(ts|mjs)$',
        '^server/(migrations|seeds|test)/',
        '^client/(static|test|e2e|playground)/',
        '^client/src/routes/.*\\+[^/]+$',
        '^schema/[^/]+\\.mjs$',
        '^ops/[^/]+/[^/]+\\.mjs$',
        '^ops/bench/(lib/usage-reporter|peers/[^/]+)\\.mjs$',
      ],
    },
    {},
  ),
  forbid(
    'no-dead-ends',
    'Every import leads to a file; the packages of the bench’s peers come with its first run.',
    { pathNot: '(^|/)i18n/generated/|^ops/bench/peers/' },
    { couldNotResolve: true, pathNot: '^(\\$app|\\$env|\\$service-worker|\\./\\$types|virtual:)' },
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...server, ...client, ...house],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(server|client)/(dist|build|coverage|\\.svelte-kit)/|^client/src/lib/i18n/generated/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      conditionNames: ['socle:source', 'svelte', 'types', 'import', 'module', 'node', 'default'],
      exportsFields: ['exports'],
      mainFields: ['svelte', 'module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.d.ts', '.svelte', '.json'],
    },
  },
};
