export const setupCheck = {};
