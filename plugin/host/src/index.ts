export { decodeFrame, type DecodedField, type DecodedFrame } from './decode-frame';
export type { DataSource } from './plugin-context';
export type { Health, PanelQuery, QueryResult, ResourceCall, ResourceResult } from './messages';
export { PluginStartError, type PluginExit, type PluginLogEntry, type PluginStartErrorCode } from './plugin-process';
export { startPlugin, type Plugin, type PluginOptions } from './start-plugin';
