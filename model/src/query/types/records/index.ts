import { defineQueryType } from '../../query-type';
import { checkRecordsQuery } from './check-records';
import { prepareRecords } from './prepare-records';
import { recordsQuery } from './schema';

export const records = defineQueryType({ schema: recordsQuery, check: checkRecordsQuery, prepare: prepareRecords });
