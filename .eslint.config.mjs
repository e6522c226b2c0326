import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

const typed = ['**/*.ts', '**/*.svelte'];
const tests = ['**/*.test.{ts,mjs}', '**/{test,e2e}/**'];
const readsEnvironment = ['server/src/settings.ts', 'server/*.mjs', '**/*.config.{ts,mjs}', 'ops/**', ...tests];
const speaksToTerminal = ['server/src/cli.ts', 'server/src/commands/**', 'server/*.mjs', 'schema/*.mjs', 'ops/**'];

const ladder = {
  regex: '^\\.\\./\\.\\./(?!migrations/|seeds/)',
  message: 'Inner imports use an alias (#kernel, #modules, #lib), never ladders of dots.',
};
const environment = 'Only server/src/settings.ts reads the environment.';
const globalContext = {
  selector: 'Property[key.name="allowGlobalContext"]',
  message: 'Every request works on its own fork of the entity manager.',
};
const quadratic = {
  selector: 'MemberExpression[property.name="normalize"]',
  message: 'Marks take quadratic time to sort: inOneForm of #kernel/text.js knows how many are too many.',
};

const sizes = {
  complexity: ['error', 12],
  'max-depth': ['error', 3],
  'max-lines': ['error', { max: 300 }],
  'max-lines-per-function': ['error', { max: 60 }],
  'max-params': ['error', 5],
};

/** A module's events may live on in the types alone. */
const ignored = { argsIgnorePattern: '^_', varsIgnorePattern: '^(_|events$)', ignoreRestSiblings: true };

const manners = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-unused-vars': ['error', ignored],
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'no-restricted-imports': ['error', { patterns: [ladder] }],
  'no-restricted-properties': ['error', { object: 'process', property: 'env', message: environment }],
  'no-restricted-syntax': ['error', globalContext],
};

const types = {
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-unused-vars': ['error', ignored],
  // Interfaces that modules add to by declaration merging begin empty.
  '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }],
  '@typescript-eslint/no-redundant-type-constituents': 'off',
  // House style makes objects out of closures: their methods stand alone.
  '@typescript-eslint/unbound-method': 'off',
  // A form's values are texts, whatever their declared type allows.
  '@typescript-eslint/no-base-to-string': 'off',
  // A port promises; an embedded driver may have nothing to wait for.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

export default defineConfig(
  globalIgnores([
    '**/{dist,build,coverage,.svelte-kit,.socle,.data}/',
    'client/src/lib/i18n/generated/',
    'schema/generated/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { languageOptions: { globals: globals.node }, rules: { ...sizes, ...manners } },
  {
    files: typed,
    extends: [ts.configs.recommendedTypeChecked, svelte.configs.recommended],
    languageOptions: {
      parserOptions: {
        parser: ts.parser,
        projectService: true,
        tsconfigRootDir: process.cwd(),
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: { ...types, 'no-undef': 'off', 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    files: ['client/**'],
    languageOptions: { globals: globals.browser },
    rules: { 'no-console': ['error', { allow: ['error'] }] },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'max-lines': ['error', { max: 250 }],
      // A component's script is one function for the linter; its size is the file's.
      'max-lines-per-function': 'off',
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$derived'] }],
      'svelte/no-navigation-without-resolve': 'off',
      // svelte-check knows the compiler's warnings and the types inside templates; the linter sees them only in part.
      'svelte/no-unused-svelte-ignore': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['server/src/**'],
    ignores: ['server/src/kernel/text.ts', ...tests],
    rules: { 'no-restricted-syntax': ['error', globalContext, quadratic] },
  },
  { files: readsEnvironment, rules: { 'no-restricted-properties': 'off' } },
  { files: speaksToTerminal, rules: { 'no-console': 'off' } },
  {
    files: tests,
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
