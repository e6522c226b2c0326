/** The words of the page in an archive, by the language of the person. */
export const words = {
  EN: {
    language: 'en',
    title: 'Your data',
    lead: (pseudo: string, instance: string, at: string) =>
      `Everything that ${instance} holds of ${pseudo}, as it was on ${at}. Each part is there twice: as JSON for programs and as CSV for spreadsheets.`,
    nothing: 'Nothing.',
    more: (shown: number) => `The first ${shown} are shown here; all of them are in the files.`,
    yes: 'yes',
    no: 'no',
    verifyTitle: 'How to see that nothing was changed',
    verify: (instance: string) =>
      `manifest.json names every file with its SHA-256, and manifest.sig is the signature of that list (JWS, ES256) by ${instance}, whose public keys are at ${instance}/.well-known/jwks.json. Unpack the archive, open a terminal in its folder and run this, with Node.js:`,
    verifyNote:
      'A signature can be checked as long as the site publishes the key of that time: keep the jwks.json that you fetched with the archive.',
  },
  FR: {
    language: 'fr',
    title: 'Vos données',
    lead: (pseudo: string, instance: string, at: string) =>
      `Tout ce que ${instance} détient au sujet de ${pseudo}, à la date du ${at}. Chaque partie y est deux fois\u202f: en JSON pour les programmes et en CSV pour les tableurs.`,
    nothing: 'Rien.',
    more: (shown: number) => `Les ${shown} premières lignes sont affichées ici\u202f; toutes sont dans les fichiers.`,
    yes: 'oui',
    no: 'non',
    verifyTitle: 'Comment voir que rien n’a été modifié',
    verify: (instance: string) =>
      `manifest.json nomme chaque fichier avec son SHA-256, et manifest.sig est la signature de cette liste (JWS, ES256) par ${instance}, dont les clés publiques sont à l’adresse ${instance}/.well-known/jwks.json. Décompressez l’archive, ouvrez un terminal dans son dossier et lancez ceci, avec Node.js\u202f:`,
    verifyNote:
      'Une signature se vérifie tant que le site publie la clé de cette époque\u202f: gardez avec l’archive le jwks.json que vous avez téléchargé.',
  },
};

export type PageWords = (typeof words)['EN'];

/** Checks an unpacked archive with curl and Node.js, and nothing of ours. */
export const verifyProgram = (instance: string): string => `curl -fsSO ${instance}/.well-known/jwks.json
node --input-type=module <<'END'
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const manifest = readFileSync('manifest.json');
const [header, , signature] = readFileSync('manifest.sig', 'utf8').split('.');
const { kid } = JSON.parse(Buffer.from(header, 'base64url'));
const { keys } = JSON.parse(readFileSync('jwks.json'));
const key = createPublicKey({ key: keys.find((one) => one.kid === kid), format: 'jwk' });
const signed = Buffer.from(header + '.' + manifest.toString('base64url'));
if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')))
  throw new Error('this list was not signed there');
for (const { name, sha256 } of JSON.parse(manifest).files)
  if (createHash('sha256').update(readFileSync(name)).digest('hex') !== sha256) throw new Error(name + ' was changed');
console.log('Nothing was changed.');
END
`;
