import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Which scope may import which. Everything not named here is forbidden; see docs/adr/0001. */
const FENCE = [
  {
    sourceTag: 'scope:domain',
    onlyDependOnLibsWithTags: ['scope:domain'],
    bannedExternalImports: ['@nestjs/*', 'typeorm', 'pg', 'kafkajs', 'soap', 'node:*'],
  },
  { sourceTag: 'scope:contracts', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:domain'] },
  { sourceTag: 'scope:erp', onlyDependOnLibsWithTags: ['scope:erp', 'scope:domain'] },
  { sourceTag: 'scope:psp', onlyDependOnLibsWithTags: ['scope:psp', 'scope:domain'] },
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
  },
  { sourceTag: 'scope:service-kit', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'scope:portal', onlyDependOnLibsWithTags: ['scope:domain', 'scope:contracts'] },
  { sourceTag: 'scope:sandbox', onlyDependOnLibsWithTags: ['scope:erp', 'scope:domain'] },
  { sourceTag: 'scope:service', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'scope:portal-api', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'scope:standalone', onlyDependOnLibsWithTags: ['type:lib', 'type:app'] },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.abgleich/**',
      '.cache/**',
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
          allow: [],
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
      'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-depth': ['warn', 3],
      'max-params': ['warn', 4],
      'no-restricted-globals': ['error', { name: 'event', message: 'Name the event you mean.' }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['libs/domain/**/*.ts', 'libs/reconciler/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
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
      ],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.e2e.ts'],
    rules: { 'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['tools/**/*.mjs', '*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        AbortSignal: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
