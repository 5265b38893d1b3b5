import type { SceneObject } from '@grafana/scenes';

let current: SceneObject | undefined;

/** The dashboard on the page: variables in a data source's texts are looked up in it, as in Grafana. */
export function currentScene(): SceneObject | undefined {
  return current;
}

export function setCurrentScene(scene: SceneObject): void {
  current = scene;
}
