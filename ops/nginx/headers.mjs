// Writes the headers that nginx sends with the client's files: `node headers.mjs CLIENT_FOLDER OUT_FOLDER`.
// They are the server's (server/src/platform/http); ops/containers/test holds the two against each other.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'strict-transport-security': '$strict_transport',
  'x-request-id': '$request_id',
};

const nothing = ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"];

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The hashes of a page's inline scripts or styles: the policy allows these and no others. */
function inlineHashes(html, tag) {
  const inline = new RegExp(`<${tag}(?![^>]*\\ssrc=)[^>]*>([\\s\\S]*?)</${tag}>`, 'g');
  return [...html.matchAll(inline)].map(([, body]) => hash(body));
}

const pagePolicy = (html) => [
  "default-src 'none'",
  ["script-src 'self'", ...inlineHashes(html, 'script')].join(' '),
  ["style-src 'self'", ...inlineHashes(html, 'style')].join(' '),
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** The playground's editor writes its own style sheets and runs workers from blobs. */
const playgroundAlso = { 'style-src': "'unsafe-inline'", 'worker-src': 'blob:', 'img-src': 'blob:' };

function playgroundPolicy(html) {
  return pagePolicy(html).map((directive) => {
    const more = playgroundAlso[directive.split(' ', 1)[0]];
    return more ? `${directive} ${more}` : directive;
  });
}

function render(policy, caching) {
  const headers = { ...always, 'content-security-policy': policy.join('; '), 'cache-control': caching };
  return Object.entries(headers)
    .map(([name, value]) => `add_header ${name} "${value}" always;\n`)
    .join('');
}

const [clientFolder, outFolder] = process.argv.slice(2);
const read = (...path) => readFileSync(join(clientFolder, ...path), 'utf8');
const pages = readdirSync(clientFolder).filter((file) => file.endsWith('.html') && file !== 'index.html');

/** A page that was rendered at the build has its own file, and so its own hashes. */
const locate = (file) =>
  `location = /${basename(file, '.html')} {\ntry_files /${file} =404;\n${render(pagePolicy(read(file)), 'no-cache')}}\n`;

const files = {
  'answer.conf': render(nothing, 'no-store'),
  'file.conf': render(nothing, '$caching'),
  'pages.conf': pages.map(locate).join(''),
  'page.conf': render(pagePolicy(read('index.html')), 'no-cache'),
  'playground.conf': render(playgroundPolicy(read('playground', 'index.html')), 'no-cache'),
};

mkdirSync(outFolder, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(outFolder, name), text);
