// Catalogue: B9.
import { nobodyIsKeptOut } from './support/accessibility.ts';

nobodyIsKeptOut('fr');
