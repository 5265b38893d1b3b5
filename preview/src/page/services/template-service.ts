import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { sceneGraph, type SceneObject } from '@grafana/scenes';
import { currentScene } from './current-scene';

/** Replaces variables in texts by what is chosen on the page. */
export const templateService: TemplateSrv = {
  replace: (target = '', scopedVars, format, interpolations) => {
    const scene = sceneOf(scopedVars) ?? currentScene();
    return scene
      ? sceneGraph.interpolate(
          scene,
          target,
          scopedVars,
          format as Parameters<typeof sceneGraph.interpolate>[3],
          interpolations,
        )
      : target;
  },
  containsTemplate: (target) => /\$\w|\$\{|\[\[/.test(target ?? ''),
  // Old interfaces that the libraries in use do not ask.
  getVariables: () => [],
  updateTimeRange: () => undefined,
};

/** The object that asks; it may have variables of its own, such as a repeated panel. */
function sceneOf(scopedVars: ScopedVars | undefined): SceneObject | undefined {
  const reference = scopedVars?.__sceneObject?.value as { valueOf: () => SceneObject } | undefined;
  return reference?.valueOf();
}
