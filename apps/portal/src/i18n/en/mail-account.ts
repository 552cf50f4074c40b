export const mailAccount = {};
