// Catalogue: T1, T2, T4, T5, T8, T9, T11, T13, T19: the contract of security.md 3.1 against a model, part 2 of 2.
import { describe } from 'vitest';
import { holdsTheContract } from '#test/rotation/play.js';
import { sized } from '#test/sized.js';

describe('the contract of rotation, part 2 of 2', () => holdsTheContract(sized(300, 5_000)));
