export * from './order-release.js';
