export * from './order-release.js';
export * from './order-release.module.js';
