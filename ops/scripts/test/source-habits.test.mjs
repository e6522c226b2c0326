// Catalogue: V11.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../lib/fingerprint.mjs';
import { inHouse } from '../lib/house.mjs';

const isSource = (path) =>
  /\.(ts|tsx|svelte|js|html)$/.test(path) && !/\.test\.ts$|(^|\/)(generated|node_modules|build)\//.test(path);
const texts = new Map(
  filesOf(['server/src', 'client/src', 'client/playground', 'client/static'])
    .filter(isSource)
    .map((file) => [file, readFileSync(inHouse(file), 'utf8')]),
);

const filesWith = (pattern) => [...texts].filter(([, text]) => pattern.test(text)).map(([file]) => file);
const argumentsOf = (call) =>
  new Set(
    [...texts.values()].flatMap((text) =>
      [...text.matchAll(new RegExp(`\\b${call}\\('([^']+)'`, 'g'))].map(([, name]) => name),
    ),
  );

describe('chance', () => {
  it('that somebody could foresee only spreads the renewals of tabs and names them in their queue', () =>
    expect(filesWith(/\bMath\.random\b/)).toEqual([
      'client/src/lib/session/clock.ts',
      'client/src/lib/session/lease.ts',
    ]));

  it('that nobody can foresee comes from the system', () =>
    expect(filesWith(/\brandomBytes\(|\bgetRandomValues\(/)).toEqual(
      expect.arrayContaining([
        'server/src/modules/admin/claim.service.ts',
        'server/src/modules/sessions/refresh-token.ts',
        'server/src/platform/crypto/sealer.ts',
        'client/src/lib/modules/auth/passphrase.ts',
      ]),
    ));
});

describe('cryptography', () => {
  it('uses one hash, one cipher, and no others', () => {
    expect(argumentsOf('create(?:Hash|Hmac)')).toEqual(new Set(['sha256']));
    expect(argumentsOf('create(?:Cipher|Decipher)iv')).toEqual(new Set(['aes-256-gcm']));
    expect(filesWith(/\b(md5|sha1|rc4|des-|aes-\d+-(ecb|cbc)|createSign|pbkdf2|scrypt)\b/i)).toEqual([]);
  });

  it('compares what is secret in constant time', () => {
    for (const file of [
      'server/src/modules/sessions/refresh-token.ts',
      'server/src/modules/admin/claim.service.ts',
      'server/src/platform/telemetry/metrics.ts',
    ])
      expect(texts.get(file), file).toMatch(/\btimingSafeEqual\(/);
    expect(filesWith(/\b(mac|digest|tokenHash|metricsToken)\s*[!=]==/i)).toEqual([]);
  });
});

describe('the sources', () => {
  it('were read', () => expect(texts.size).toBeGreaterThan(200));

  it('run no text as a program', () => expect(filesWith(/\beval\(|\bnew Function\(|\bimport\(\s*[^'"\s]/)).toEqual([]));

  it('start no program but their own, in one place', () =>
    expect(filesWith(/\bchild_process\b/)).toEqual(['server/src/platform/own-program.ts']));

  it('put no text into a page as markup', () =>
    expect(filesWith(/\{@html\b|\.(inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b/)).toEqual([]));

  it('open no connection to anybody but a server of their own, in a drill', () => {
    const calls =
      /(?<![.\w])fetch\(|\b(https?|net|tls)\.(get|request|connect)\(|import \{[^}]*\b(request|get|connect)\b[^}]*\} from 'node:(https?|net|tls)'/;
    const callers = filesWith(calls).filter((file) => file.startsWith('server/'));
    expect(callers).toEqual(['server/src/drill/asking.ts']);
    const addresses = [...texts.get(callers[0]).matchAll(/fetch\(`([^$`]*)/g)].map(([, address]) => address);
    expect(new Set(addresses)).toEqual(new Set(['http://127.0.0.1:']));
  });
});
