import TestSupport
import Testing

/// An index can be read back into the lists it was made of: who may read it does not depend on a umask.
struct RebuildModesTests {
  /// Modes, groups if asked for, and names without their moments.
  private static let show = """
    show() { stat -c "$1%a %n" dnc.ndx* work work/* | sed 's/[0-9]*T[0-9]*Z[-0-9]*/MOMENT/' | sort -k2; }
    """

  @Test(arguments: ["000", "022", "077"])
  func allIsTheOwnersAlone(umask: String) throws {
    let place = try RebuildPlace()
    let run = try place.run(
      """
      \(Self.show)
      umask \(umask)
      $rebuild -q --metrics m.prom && printf '2025550110,2026-11-21T08:00:00,A\\n' > lists/us/2026-11-21_c.txt &&
        $rebuild -q --metrics m.prom && show && stat -c '%a %n' m.prom
      $nodial build -q --output b.ndx us=lists/us/2026-11-20_full.txt && stat -c '%a %n' b.ndx
      printf 'phone\\n+12025550199\\n' > c.csv
      $nodial scrub -q --index dnc.ndx c.csv --output k.csv && stat -c '%a %n' k.csv
      """)
    let kept = ["000": "666", "022": "644", "077": "600"][umask]!
    #expect(run.messages == "")
    #expect(
      run.output == """
        600 dnc.ndx
        600 dnc.ndx.MOMENT
        700 work
        600 work/digests
        600 work/last-index
        600 work/last-success
        600 work/lock
        600 work/rebuilds.jsonl
        644 m.prom
        600 b.ndx
        \(kept) k.csv

        """)
  }

  /// What a former version, or a umask, left open to everybody is closed, also if nothing is new; what
  /// somebody opened to a group alone stays so.
  @Test func whatIsThereIsClosed() throws {
    let place = try RebuildPlace()
    let run = try place.run(
      """
      \(Self.show)
      $rebuild -q && printf '2025550110,2026-11-21T08:00:00,A\\n' > lists/us/2026-11-21_c.txt && $rebuild -q
      chmod 755 work; chmod 644 dnc.ndx* work/*
      $rebuild -q; show
      echo; chmod 640 dnc.ndx; chmod 444 dnc.ndx.*
      printf '2025550111,2026-11-22T08:00:00,A\\n' > lists/us/2026-11-22_c.txt && $rebuild -q; show | grep ndx
      echo; chmod 660 dnc.ndx
      $nodial build -q --output dnc.ndx us=lists/us/2026-11-20_full.txt; show | head -1
      """)
    #expect(run.messages == "")
    #expect(
      run.output == """
        600 dnc.ndx
        600 dnc.ndx.MOMENT
        755 work
        600 work/digests
        600 work/last-index
        600 work/last-success
        600 work/lock
        600 work/rebuilds.jsonl

        640 dnc.ndx
        400 dnc.ndx.MOMENT
        640 dnc.ndx.MOMENT

        640 dnc.ndx

        """)
  }

  /// A group that the settings name may read, and nobody else.
  @Test(arguments: ["000", "077"])
  func aGroupMayRead(umask: String) throws {
    let place = try RebuildPlace()
    let run = try place.run(
      """
      \(Self.show)
      umask \(umask)
      $rebuild -q && printf '2025550110,2026-11-21T08:00:00,A\\n' > lists/us/2026-11-21_c.txt && $rebuild -q
      rm -r work
      group=$([ $(id -u) = 0 ] && echo daemon || id -gn)
      sed -i "1i group = \\"$group\\"" nodial.toml
      $rebuild -q && show "%G " | sed "s/^$group /GROUP /" | grep -v lock | sort -k3
      echo; id=$(getent group $group | cut -d: -f3)
      sed -i "1s/.*/group = \\"$id\\"/" nodial.toml
      printf '2025550111,2026-11-22T08:00:00,A\\n' > lists/us/2026-11-22_c.txt
      $rebuild -q && show "%G " | sed "s/^$group /GROUP /" | sort -k3 | grep ndx
      """)
    #expect(run.messages == "")
    #expect(
      run.output == """
        GROUP 640 dnc.ndx
        GROUP 640 dnc.ndx.MOMENT
        GROUP 750 work
        GROUP 640 work/digests
        GROUP 640 work/last-index
        GROUP 640 work/last-success
        GROUP 640 work/rebuilds.jsonl

        GROUP 640 dnc.ndx
        GROUP 640 dnc.ndx.MOMENT
        GROUP 640 dnc.ndx.MOMENT

        """)
  }
}
