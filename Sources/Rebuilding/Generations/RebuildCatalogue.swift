import ListReading
import PhoneNumbers
import SuppressionLists

/// What the new index will say of its lists, before the new files are read.
struct RebuildCatalogue: Sendable {
  /// A list of the new index.
  struct Entry: Sendable {
    /// As declared and planned; of what is read now, the counts are missing.
    var list: SuppressionList
    var plan: ListPlan
    var settings: ListSettings
    /// Its place in the index in force, if its numbers are taken over from there.
    var baseNumber: Int?
    /// Its place there, if it is read anew and its losses can be counted.
    var comparedNumber: Int?
  }

  private(set) var lists: [Entry] = []
  /// The default region, two letters, or empty.
  private(set) var region = ""
  /// True if the index in force says all of it, and holds all of it.
  private(set) var isUnchanged = false

  init(
    _ settings: RebuildSettings, _ plan: RebuildPlan, _ deliveries: Deliveries,
    _ base: IndexInForce
  ) {
    for (plan, delivery) in zip(plan.lists, deliveries.lists) where plan.decision != .skipped {
      let number = base.lists.firstIndex { $0.id == plan.id }
      let former = plan.isBased ? number.map { base.lists[$0] } : nil
      let list = Self.list(delivery, plan, former: former)
      lists.append(
        Entry(
          list: list, plan: plan, settings: delivery.settings,
          baseNumber: plan.isBased ? number : nil,
          comparedNumber: plan.isBased || base.index == nil ? nil : number))
    }
    region = settings.region?.code ?? Self.commonRegion(deliveries) ?? base.index?.region ?? ""
    isUnchanged =
      base.index.map { index in
        // One of an older version is written anew, so that look-ups in it can be verified.
        index.hasBlockDigests
          && plan.lists.allSatisfy { [.unchanged, .carried, .skipped].contains($0.decision) }
          && index.lists == lists.map(\.list) && index.region == region
      } ?? false
  }

  private static func list(
    _ delivery: Deliveries.List, _ plan: ListPlan, former: SuppressionList?
  ) -> SuppressionList {
    let settings = delivery.settings
    var list = former ?? SuppressionList(id: settings.id, kind: settings.kind)
    list.kind = settings.kind
    list.ageDayCountMax = settings.ageDayCountMax
    list.channels = settings.channels
    list.purposes = settings.purposes
    list.sources = plan.sources
    // What is carried was read by other settings, should these have changed.
    if plan.decision != .carried { list.settingsDigest = settings.digest }
    if plan.decision == .carried, former != nil, settings.coverage.prefixes == nil {
      // As it was, on its old days.
    } else {
      describe(&list, settings, former: former)
    }
    list.sourceByteCount = plan.sources.reduce(0) { $0 + $1.byteCount }
    list.sourceDigest =
      plan.sources.count == 1
      ? plan.sources[0].digest : ContentDigest(ofDigests: plan.sources.map(\.digest))
    return list
  }

  /// Puts coverage and day into a list, by its sources.
  static func describe(
    _ list: inout SuppressionList, _ settings: ListSettings, former: SuppressionList?
  ) {
    // Indexes made before 0.4.0 remember the coverage of the list alone.
    let isRecorded = former?.sources.allSatisfy { !$0.areas.isEmpty } ?? true
    let declared = settings.coverage.prefixes ?? (isRecorded ? [] : former!.coverage)
    ListFacts(
      list.sources.map { ListFacts.File($0, zone: settings.request.zone) },
      combination: settings.combination,
      declared: declared
    ).describe(&list)
    if settings.coverage.prefixes == [] {
      // It was said that the list speaks for no prefix.
      list.coverage = []
      list.datedAreas = []
    }
  }

  /// The region that all lists are read with, if it is one.
  private static func commonRegion(_ deliveries: Deliveries) -> String? {
    var regions: Set<String?> = []
    for list in deliveries.lists {
      if let region = list.settings.request.region {
        regions.insert(region.code)
      } else {
        regions.formUnion(list.formats.values.map(\.regionCode))
      }
    }
    return regions.count == 1 ? regions.first! : nil
  }
}
