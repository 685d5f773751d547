import type { Database } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import { followNews, type News, type NewsFeed } from './news-feed.ts'

/** A node's one revocation feed, for all who keep something in memory. Until it is followed it is silent: all is read. */
export interface SharedFeed {
  isHeard(): boolean
  /** `outdate` is called before anybody is told of news of everybody's. */
  onEverybody(outdate: () => void): void
  follow(onNews: (news: News) => void): NewsFeed
}

export function sharedFeed(database: Database, wire: Clock): SharedFeed {
  const outdated: (() => void)[] = []
  let following: NewsFeed | undefined
  return {
    isHeard: () => following?.isHeard() === true,
    onEverybody: (outdate) => outdated.push(outdate),
    follow: (onNews) => {
      following = followNews(database, wire, (news) => {
        if (news === 'everybody') for (const outdate of outdated) outdate()
        onNews(news)
      })
      return following
    },
  }
}
