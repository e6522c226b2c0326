// Catalogue: S4, V9.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inHouse, nodeFlags } from '../lib/house.mjs';

const read = (file) => readFileSync(inHouse(file), 'utf8');
const withoutComments = (text) => text.replaceAll(/^\s*#.*$/gm, '');

/** The instructions of the stage that becomes the image, one a line. */
const lastStage = (file) =>
  withoutComments(read(file))
    .replaceAll(/\\\n\s*/g, ' ')
    .split(/^FROM /m)
    .at(-1)
    .split('\n');

/** The blocks of a compose file under one key, by name: `services:` or, with no key, those at the margin. */
function blocksOf(text, indent) {
  const starts = new RegExp(`^${indent}([\\w-]+):`, 'gm');
  const marks = [...text.matchAll(starts)];
  return new Map(marks.map((mark, index) => [mark[1], text.slice(mark.index, marks[index + 1]?.index)]));
}

const compose = blocksOf(withoutComments(read('docker-compose.yml')), '');
const services = blocksOf(compose.get('services').replace('services:', ''), '  ');

it('a container serves with the flags of npm start', () =>
  expect(read('ops/containers/socle.sh')).toContain(`flags='${nodeFlags.join(' ')}'`));

describe.each(['Dockerfile.server', 'Dockerfile.client'])('the image of %s', (file) => {
  const stage = lastStage(file);

  it('runs as a numbered user that is not root', () => {
    const users = stage.filter((line) => line.startsWith('USER '));
    expect(users).toHaveLength(1);
    expect(users[0]).toMatch(/^USER [1-9]\d*:[1-9]\d*$/);
    const after = stage.slice(stage.indexOf(users[0]));
    expect(after.filter((line) => /^(RUN|COPY|ADD)\b/.test(line))).toEqual([]);
  });

  it('says how to ask whether it is well', () =>
    expect(stage.filter((line) => line.startsWith('HEALTHCHECK '))).toHaveLength(1));

  it('holds no secret in its layers, and fetches nothing by itself', () => {
    const text = withoutComments(read(file));
    expect(text).not.toMatch(/^ADD\b/m);
    expect(text).not.toMatch(/\b(curl|wget|apt-get)\s+(-\S+\s+)*(https?:|install)/);
    const named = [...text.matchAll(/^(?:ARG|ENV) (.+)$/gm)].flatMap(([, list]) => list.match(/\b[A-Z_]+(?==|$)/g));
    expect(named.filter((name) => /TOKEN|SECRET|PASSWORD|KEY(?!S_DIR)/.test(name ?? ''))).toEqual([]);
  });

  it('takes from the build only what runs', () => {
    const copied = stage.filter((line) => line.startsWith('COPY ')).join('\n');
    expect(copied).not.toMatch(/\bCOPY (--\S+ )*\. |\.git|\/test\b|e2e|\.env/);
  });
});

describe('what may enter a build', () => {
  const lines = read('.dockerignore').split('\n').filter(Boolean);

  it('is named: everything else stays outside', () => expect(lines.find((line) => !line.startsWith('#'))).toBe('*'));

  it('are neither histories nor settings nor tests', () => {
    for (const refused of ['**/.env*', '**/*.test.ts', '**/test']) expect(lines).toContain(refused);
    expect(lines.filter((line) => /^!.*\.(git|env|data)/.test(line))).toEqual([]);
  });
});

describe('the composed house', () => {
  it('confines whatever builds on its common part', () => {
    const house = compose.get('x-house');
    for (const line of ['read_only: true', 'cap_drop: [ALL]', "security_opt: ['no-new-privileges:true']"])
      expect(house).toContain(line);
    expect(compose.get('x-server')).toContain('<<: *house');
  });

  it('writes no core dumps: a key could stand in one', () =>
    expect(compose.get('x-house')).toContain('ulimits: { core: 0 }'));

  it('has three services, and all of them do', () => {
    expect([...services.keys()]).toEqual(['migrate', 'api', 'web']);
    for (const service of services.values()) {
      expect(service).toMatch(/<<: \*(house|server)\n/);
      expect(service).not.toMatch(
        /privileged|cap_add|read_only: false|network_mode: host|docker\.sock|user: ["']?(0|root)/,
      );
      expect(service).toMatch(/limits: \{ memory: \d+M, pids: \d+ \}/);
    }
  });

  it('opens one port, on this machine only unless told otherwise', () => {
    const published = [...services].filter(([, text]) => text.includes('ports:')).map(([name]) => name);
    expect(published).toEqual(['web']);
    expect(services.get('web')).toContain("ports: ['${SOCLE_BIND:-127.0.0.1}:");
    expect(compose.get('networks')).toContain('house: { internal: true }');
  });

  it('is given no secret as a value', () => {
    const names = withoutComments(read('docker-compose.yml')).match(/\b[A-Z_]*(TOKEN|SECRET|PASSWORD|KEY)[A-Z_]*\b/g);
    expect(new Set(names)).toEqual(new Set(['METRICS_TOKEN_FILE', 'PASSWORD_MIN_LENGTH', 'ACCESS_TOKEN_TTL']));
  });
});
