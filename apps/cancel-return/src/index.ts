export * from './cancel-return.js';
