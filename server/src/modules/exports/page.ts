import type { Cell, Words } from '#kernel/personal.js';
import type { Dataset } from './dataset.js';
import { verifyProgram, words, type PageWords } from './page.words.js';

/** For whom the page is, where and when. */
export interface PageFacts {
  readonly pseudo: string;
  readonly locale: keyof Words;
  readonly instance: string;
  readonly madeAt: Date;
}

const shown = 100;

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** What somebody typed stays text (catalogue B4). */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '');

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1d2125;background:#fff}
h1,h2{line-height:1.2}h2{margin-top:2.5rem}p{max-width:44rem}.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.875rem}th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #d5d9de}
td{white-space:pre-wrap;overflow-wrap:anywhere;min-width:6rem}pre{background:#f2f4f6;padding:1rem;overflow-x:auto}a{color:#0b57a4}`;

/** The page that a person opens first: no script, nothing from anywhere else. */
class Page {
  readonly #words: PageWords;
  readonly #date: Intl.DateTimeFormat;

  constructor(private readonly facts: PageFacts) {
    this.#words = words[facts.locale];
    const { language } = this.#words;
    this.#date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
  }

  render(datasets: readonly Dataset[]): string {
    const { instance, madeAt, pseudo } = this.facts;
    const { language, lead, title, verify, verifyNote, verifyTitle } = this.#words;
    return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(lead(pseudo, instance, this.#instant(madeAt)))}</p>
${datasets.map((dataset) => this.#section(dataset)).join('\n')}
<h2>${escaped(verifyTitle)}</h2>
<p>${escaped(verify(instance))}</p>
<pre>${escaped(verifyProgram(instance))}</pre>
<p>${escaped(verifyNote)}</p>
</body>
</html>
`;
  }

  #section({ kind: { columns, file, title }, first }: Dataset): string {
    const { locale } = this.facts;
    const links = ['json', 'csv'].map((end) => `<a href="data/${file}.${end}">${file}.${end}</a>`).join(' · ');
    const names = columns.map((column) => column[locale]);
    const body = first.length === 1 ? this.#record(names, first[0] ?? []) : this.#table(names, first);
    const more = first.length > shown ? `<p>${escaped(this.#words.more(shown))}</p>` : '';
    return `<h2>${escaped(title[locale])}</h2>
<p>${links}</p>
${first.length === 0 ? `<p>${escaped(this.#words.nothing)}</p>` : `<div class="scroll"><table>${body}</table></div>${more}`}`;
  }

  /** One row alone is read downwards. */
  #record(names: readonly string[], row: readonly Cell[]): string {
    const lines = names.map(
      (name, place) => `<tr><th scope="row">${escaped(name)}</th><td>${this.#cell(row[place] ?? null)}</td></tr>`,
    );
    return lines.join('\n');
  }

  #table(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
    const head = names.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
    const lines = rows
      .slice(0, shown)
      .map((row) => `<tr>${row.map((cell) => `<td>${this.#cell(cell)}</td>`).join('')}</tr>`);
    return `<tr>${head}</tr>\n${lines.join('\n')}`;
  }

  #cell(cell: Cell): string {
    if (cell === null) return '';
    if (cell instanceof Date) return escaped(this.#instant(cell));
    if (typeof cell === 'boolean') return cell ? this.#words.yes : this.#words.no;
    return escaped(String(cell));
  }

  #instant(date: Date): string {
    return `${this.#date.format(date)} UTC`;
  }
}

export const renderPage = (facts: PageFacts, datasets: readonly Dataset[]): string => new Page(facts).render(datasets);
