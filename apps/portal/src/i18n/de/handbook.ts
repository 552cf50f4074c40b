export const handbook = {};
