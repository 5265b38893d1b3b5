export const REPS = ['Ada', 'Ben', 'Chloé', 'Dmitri'];
export const TEAMS = ['North', 'South'];
export const STAGES = ['Lead', 'Demo', 'Offer'];
export const ACCOUNTS = Array.from({ length: 50 }, (_, index) => `Account ${index}`);
