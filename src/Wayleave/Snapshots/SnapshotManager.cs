namespace Wayleave.Snapshots;

/// <summary>Holds the snapshot in force.</summary>
internal sealed class SnapshotManager
{
    private volatile RouterSnapshot _current;

    public SnapshotManager(RouterSnapshot first) => _current = first;

    public RouterSnapshot Current => _current;

    public void Publish(RouterSnapshot next) => _current = next;
}
