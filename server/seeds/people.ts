import type { NewUser } from '#modules/users/index.js';

/** A person of the demonstration. */
export interface DemoPerson extends NewUser {
  readonly bio: string | null;
}

const firstNames = [
  'Amélie',
  'Benoît',
  'Chen',
  'Dilara',
  'Elif',
  'Fatou',
  'Gianni',
  'Hanna',
  'Idris',
  'Jonas',
  'Karima',
  'Lena',
  'Mateo',
  'Nadia',
  'Oskar',
  'Priya',
  'Quentin',
  'Rosa',
  'Sami',
  'Tove',
  'Ugo',
  'Valérie',
  'Wanda',
  'Xavier',
  'Yara',
  'Zoé',
  'Anton',
  'Bintou',
  'Clara',
  'Dmitri',
  'Emil',
  'Flora',
  'Goran',
  'Hélène',
  'Ines',
  'Jean',
  'Kenji',
  'Lucas',
  'Mina',
  'Noor',
];
const lastNames = [
  'Durand',
  'Okafor',
  'Wei',
  'Silva',
  'Kaya',
  'Larsson',
  'Marchetti',
  'Novak',
  'Benali',
  'Petit',
  'Schmidt',
  'Moreau',
  'García',
  'Haddad',
  'Lindqvist',
  'Sharma',
  'Lefèvre',
  'Costa',
  'Nakamura',
  'Dubois',
  'Rossi',
  'Kowalska',
  'Mbaye',
  'Roux',
  'Fischer',
  'Tanaka',
  'Bernard',
  'Ivanov',
  'Andersen',
  'Fontaine',
  'Diallo',
  'Weber',
  'Ortiz',
  'Girard',
  'Hansen',
  'Popescu',
  'Mercier',
];
const bios = [
  'Builds the things that other things stand on.',
  'Data, maps and too much coffee.',
  'Back-end by day, choir by night.',
  'Écrit des tests avant le café.',
  'Cycles to work, whatever the weather.',
  'Responsable de la qualité, équipe livraison.',
];

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '');

/** The pseudo in one of the ways in which people write theirs. */
function pseudoOf(first: string, last: string, index: number): string {
  const ways = [`${first}.${last}`, `${first[0]}.${last}`, `${first}_${last}`, `${first}-${last}`, `${first}${index}`];
  return ways[index % ways.length] ?? first;
}

function personAt(index: number): DemoPerson {
  const first = plain(firstNames[index % firstNames.length] ?? '');
  const last = plain(lastNames[(index + Math.floor(index / firstNames.length) * 7) % lastNames.length] ?? '');
  return {
    pseudo: pseudoOf(first, last, index),
    email: `${first}.${last}${index >= firstNames.length ? index : ''}@example.org`,
    locale: index % 3 === 1 ? 'FR' : 'EN',
    role: index === 0 ? 'admin' : 'member',
    bio: index % 4 === 1 ? null : (bios[index % bios.length] ?? null),
  };
}

/** 200 people, the same at every run; pseudos and addresses differ from each other. */
export const people = (): readonly DemoPerson[] => Array.from({ length: 200 }, (_, index) => personAt(index));
