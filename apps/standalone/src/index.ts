export * from './merchant/merchant-file.js';
export * from './standalone-options.js';
