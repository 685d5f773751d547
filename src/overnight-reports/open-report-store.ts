import { folderStore } from './folder-store.ts'
import type { ReportPlace } from './report-place.ts'
import type { ReportStore } from './report-store.ts'
import { s3Store } from './s3/s3-store.ts'

export function openReportStore(place: ReportPlace): ReportStore {
  return place.is === 'folder' ? folderStore(place.path) : s3Store(place)
}
