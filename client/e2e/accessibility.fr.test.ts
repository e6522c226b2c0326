import { nobodyIsKeptOut } from './support/accessibility.ts';

nobodyIsKeptOut('fr');
