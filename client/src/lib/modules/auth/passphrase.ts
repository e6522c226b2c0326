const WORDS = 6;
const BITS_PER_WORD = 11;

/** What a passphrase of ours is worth to an attacker who knows the list. */
export const PASSPHRASE_BITS = WORDS * BITS_PER_WORD;

/** Six words of the person's language that the server will not refuse for the product's name. */
export async function suggestPassphrase(language: 'en' | 'fr'): Promise<string> {
  const words = await wordsOf(language);
  for (;;) {
    const phrase = draw(words);
    if (!phrase.includes('socle')) return phrase;
  }
}

/** 2048 words: eleven random bits choose one, each with the same chance. */
function draw(words: readonly string[]): string {
  const random = crypto.getRandomValues(new Uint16Array(WORDS));
  return Array.from(random, (value) => words[value % 2 ** BITS_PER_WORD]).join('-');
}

async function wordsOf(language: 'en' | 'fr'): Promise<readonly string[]> {
  const { wordlist } =
    language === 'fr'
      ? await import('@scure/bip39/wordlists/french.js')
      : await import('@scure/bip39/wordlists/english.js');
  // Accents are not on every keyboard that the person will meet; the words stay distinct without them.
  return wordlist.map((word) => word.normalize('NFD').replace(/\p{M}/gu, ''));
}
