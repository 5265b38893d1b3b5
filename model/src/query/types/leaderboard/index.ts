import { defineQueryType } from '../../query-type';
import { checkLeaderboardQuery } from './check-leaderboard';
import { prepareLeaderboard } from './prepare-leaderboard';
import { leaderboardQuery } from './schema';

export const leaderboard = defineQueryType({
  schema: leaderboardQuery,
  check: checkLeaderboardQuery,
  prepare: prepareLeaderboard,
});
