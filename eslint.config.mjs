import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const NO_NEST = ['@nestjs/*'];
/** Which scope may import which. Everything not named here is forbidden; see docs/adr/0001. */
const FENCE = [
  { sourceTag: 'scope:domain', onlyDependOnLibsWithTags: ['scope:domain'] },
  {
    sourceTag: 'scope:contracts',
    onlyDependOnLibsWithTags: ['scope:contracts', 'scope:domain'],
    bannedExternalImports: NO_NEST,
  },
  {
    sourceTag: 'scope:erp',
    onlyDependOnLibsWithTags: ['scope:erp', 'scope:domain'],
    bannedExternalImports: NO_NEST,
  },
  {
    sourceTag: 'scope:psp',
    onlyDependOnLibsWithTags: ['scope:psp', 'scope:domain'],
    bannedExternalImports: NO_NEST,
  },
  {
    sourceTag: 'scope:persistence',
    onlyDependOnLibsWithTags: ['scope:persistence', 'scope:contracts', 'scope:domain'],
  },
  {
    sourceTag: 'scope:messaging',
    onlyDependOnLibsWithTags: ['scope:messaging', 'scope:contracts', 'scope:domain'],
  },
  { sourceTag: 'scope:scheduler', onlyDependOnLibsWithTags: ['scope:scheduler', 'scope:domain'] },
  {
    sourceTag: 'scope:reconciler',
    onlyDependOnLibsWithTags: ['scope:reconciler', 'scope:contracts', 'scope:domain'],
    bannedExternalImports: NO_NEST,
  },
  { sourceTag: 'scope:service-kit', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'scope:portal', onlyDependOnLibsWithTags: ['scope:domain', 'scope:contracts'] },
  { sourceTag: 'scope:sandbox', onlyDependOnLibsWithTags: ['scope:erp', 'scope:domain'] },
  { sourceTag: 'scope:service', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'scope:portal-api', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'scope:standalone', onlyDependOnLibsWithTags: ['type:lib', 'type:app'] },
];

/** House rules that are a shape of the code. ESLint replaces a rule's options instead of adding to them, so they are kept as a list. */
const HOUSE_SHAPES = [
  { selector: 'TSEnumDeclaration', message: 'String-literal unions instead of enums.' },
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Named exports only: a name that cannot change at the import can be found.',
  },
  {
    selector:
      'CallExpression > MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo)$/]',
    message: 'A test runs or is deleted.',
  },
];
const PURE_SHAPES = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Only libs/scheduler reads the clock; receive `now`.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Only libs/scheduler reads the clock; receive `now`.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness is passed in, so that the simulator can replay it.',
  },
];
const NODE_GLOBALS = Object.fromEntries(
  [
    'AbortController',
    'AbortSignal',
    'Buffer',
    'URL',
    'URLSearchParams',
    'clearInterval',
    'clearTimeout',
    'console',
    'fetch',
    'performance',
    'process',
    'setImmediate',
    'setInterval',
    'setTimeout',
    'structuredClone',
  ].map((name) => [name, 'readonly']),
);
const lines = (max) => ['warn', { max, skipBlankLines: true, skipComments: true }];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.abgleich/**',
      '.cache/**',
      'coverage/**',
      'patches/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          // The servers that `npm start` and the tests bring along; a pattern, because the rule takes these as patterns.
          allow: ['^(\\.\\./)+tools/(postgres|postgres-owner|kafka)\\.mjs$'],
          depConstraints: FENCE,
          banTransitiveDependencies: false,
          checkNestedExternalImports: false,
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'max-lines': lines(250),
      'max-lines-per-function': lines(50),
      'max-depth': ['warn', 3],
      'max-params': ['warn', 3],
      complexity: ['warn', 10],
      'no-restricted-globals': ['error', { name: 'event', message: 'Name the event you mean.' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['libs/**/*.ts', 'apps/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...HOUSE_SHAPES] },
  },
  {
    // Vite reads its configuration from a default export.
    files: ['apps/portal/vite.config.ts'],
    rules: { 'no-restricted-syntax': ['error', ...HOUSE_SHAPES.slice(0, 1)] },
  },
  {
    files: ['libs/domain/**/*.ts', 'libs/reconciler/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...HOUSE_SHAPES, ...PURE_SHAPES] },
  },
  {
    // The Nx graph knows packages, not Node's own modules, so the domain's fence has this second half.
    files: ['libs/domain/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!zod$|\\.{1,2}/(?!.*tools/))',
              message: 'The domain is pure: it imports only zod.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/portal/src/**/*.{ts,tsx}', 'libs/contracts/**/*.ts'],
    ignores: ['**/*.spec.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^node:', message: 'This code runs in browsers.' }] },
      ],
    },
  },
  {
    // Tables of cases, and one `describe` around a suite, are long without being hard to read.
    files: ['**/*.spec.{ts,tsx}', '**/*.e2e.ts', '**/testing/**'],
    rules: { 'max-lines': lines(400), 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: NODE_GLOBALS },
  },
);
